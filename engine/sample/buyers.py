"""People who order at the sample shop: clearly made up, with addresses that do not exist and numbers nobody has."""

from __future__ import annotations

_FAMILY = (("見本", "ミホン"), ("試験", "シケン"), ("例題", "レイダイ"), ("仮名", "カナ"))
_GIVEN = (("太郎", "タロウ", "男"), ("花子", "ハナコ", "女"), ("次郎", "ジロウ", "男"), ("桜", "サクラ", "女"))


def personal(buyer: int) -> dict[str, str]:
    """The personal columns of an order: of who ordered and of who gets it."""
    family, family_kana = _FAMILY[buyer // len(_GIVEN) % len(_FAMILY)]
    given, given_kana, sex = _GIVEN[buyer % len(_GIVEN)]
    cells: dict[str, str] = {"注文者メールアドレス": f"mihon{buyer:02d}@example.jp", "注文者性別": sex}
    for who in ("注文者", "送付先"):
        cells |= {
            f"{who}郵便番号1": "000",
            f"{who}郵便番号2": "0000",
            f"{who}住所都道府県": "東京都",
            f"{who}住所郡市区": "見本区",
            f"{who}住所それ以降の住所": f"見本町{buyer + 1}-2-3\n見本ビル{buyer + 101}号室",
            f"{who}姓": family,
            f"{who}名": given,
            f"{who}姓カナ": family_kana,
            f"{who}名カナ": given_kana,
            f"{who}電話番号1": "03",
            f"{who}電話番号2": "0000",
            f"{who}電話番号3": "0000",
        }
    return cells
