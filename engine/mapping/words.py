"""What the words of a header say: patterns over headers (NFKC, lower case), the first that fits decides.

Collected from real exports: TEMPOSTAR, GoQSystem, ロジクラ, LOGILESS, zaico, Next Engine, warehouses' own sheets.
"""

from __future__ import annotations

import re
from collections.abc import Collection

from engine.mapping.may_sell import asks

#: What says that something was not ordered after all.
_BACK = r"キャンセル|取り?消|cancel"
#: What says in one sign that a row counts no more, or that it counts.
_DELETED = r"(削除|無効)(フラグ|区分|済み?|有無|flag)?$|^(is[ _-]?)?deleted?([ _-]?flag)?$|^(is[ _-]?)?void(ed)?$"
_VALID = r"^有効(フラグ|区分|flag)$|^(is[ _-]?)?(valid|active)$"
#: Meaning → the headers that have it.
_WORDS: tuple[tuple[str, str], ...] = (
    ("personal", r"購入者|注文者|送り先|送付先|届け?先|氏名|お名前|電話|メール|郵便|住所|フリガナ|カナ$|顧客|会員"),
    ("personal", r"e-?mail|phone|\btel\b|zip|postal|address|customer|buyer|recipient|ship(ping)? (to|name)"),
    # What is ordered before it is there: a stock of its own, which is neither on the shelf nor taken from it.
    ("number", r"^予約.*(数|在庫)"),
    ("number", r"他(倉庫|拠点)"),
    # What cannot be sold is no stock, whatever else its name says.
    ("number", r"不良|^返品|defective|damaged|unsellable"),
    (
        "number",
        r"(安全|最低|最小|最大|適正|基準|初期|期首|前月|前日|前回|先月|移動中|積送|輸送|見込|委託|預(か)?り).*(在庫|数)",
    ),
    ("number", r"safety|minimum|maximum|reorder|in[ _-]transit"),
    # What one mall shows, where a system counts for all of them.
    ("number", r"(楽天|yahoo|ヤフー|amazon|アマゾン|fba|shopify|auペイ|qoo10|メルカリ).*在庫"),
    ("number", r"^前(残|月|日|期|回)|^(入庫|出庫|入荷|出荷|仕入)$"),
    ("on_hand", r"^(当|現)?残(数|高)?$"),
    ("on_hand", r"^良品(在庫)?(数量?|残高)?$"),
    ("available", r"未引当|引当後"),
    ("on_hand", r"引当数?を?(含|込)|引当前"),
    # 想定在庫 (TEMPOSTAR) is what the malls are told: less what was ordered already.
    ("available", r"在庫数? ?[-－−] ?引当|販売可能|引当可能|出荷可能|利用可能|有効在庫|フリー在庫|残在庫可能|想定在庫"),
    ("available", r"^フリー$|(販売|引当|出荷)可(在庫)?(数量?)?$"),
    ("available", r"(?<![a-z])(available(?![a-z])|sellable|free(?![a-z]))"),
    ("incoming", r"入荷予定|入庫予定|発注残|入荷待|\bincoming\b|on order|inbound"),
    ("reserved", r"引当|確保数|取り?置き?数|reserved|allocated|committed"),
    ("cancelled_at", r"(キャンセル|取り?消し?)(処理|完了)?(日時?|年月日)$|cancell?(ed|ation)?[ _-]?(at|on|date|time)$"),
    ("cancelled", _BACK),
    ("cancelled_at", rf"{_BACK}|削除(日時?|年月日)$|deleted[ _-]?(at|on)$"),
    ("cancelled", rf"{_DELETED}|{_VALID}"),
    ("ordered_at", r"(受注|注文|購入)(日時?|年月日)|order(ed)?[ _-]?(date|at|time)|created[ _-]?at|purchase[ _-]?date"),
    ("shipped_at", r"(出荷|発送|出庫)(完了|実績)?(日時?|年月日)$|ship(ped|ment)?[ _-]?(date|at)|fulfilled[ _-]?at"),
    ("order", r"(受注|注文|オーダー|伝票)(番号|no|id|コード)|(order|invoice)[ _-]?(no|number|id|code)$"),
    ("quality", r"在庫(ステータス|種別|種類|状態|タイプ|分類)|stock[ _-]?(status|type|condition)"),
    ("status", r"ステータス|(受注|注文|出荷|発送|配送|伝票|処理|取引)(状態|状況)|処理進捗|(?<![a-z])status(?![a-z])"),
    ("expiry", r"(有効|消費|賞味|使用|出荷|販売)期限|^期限|expir|best[ _-]?before"),
    ("date", r"(在庫|基準|棚卸|集計|作成|更新|入荷|入庫|データ.*)日時?$|^日付$|^日時$|年月日"),
    ("date", r"\bdate\b|updated[ _-]?at|snapshot"),
    ("lot", r"ロット|\blot\b"),
    ("quality", r"品質|良品|商品状態|在庫区分|状態区分|^状態$|\bcondition\b|\bquality\b|disposition"),
    ("location", r"ロケ|棚番|保管場所|置き?場|location|\bbin\b|\bshelf\b"),
    ("held_for", r"取り?置き?(取引)?(先|相手|顧客|理由)|引当禁止|出荷止|保留|on hold"),
    ("barcode", r"\bjan\b|janコード|\bean\b|\bupc\b|\bgtin\b|バーコード|barcode"),
    ("number", r"増減|差分|差異|調整数|(?<!購)入数|明細番号|行番号"),
    ("money", r"価格|単価|金額|原価|売価|税込|税抜|売上|price\b|\bcost\b|\bamount\b"),
    ("own_code", r"自社(商品)?コード|自社sku|独自コード|システム連携用sku"),
    ("text", r"代表(商品|品目)?(コード|番号|id)|親(商品)?コード|parent"),
    ("sub_code", r"枝番|個別商品コード|子番号|子品番|属性[12]?コード|サブコード|sub[ _-]?code"),
    ("sub_code", r"(カラー|色|サイズ|colou?r|size)[ _-]?(コード|番号|cd|code)$"),
    ("sub_code", r"(バリエーション|選択肢|[横縦]軸).*(コード|番号)"),
    ("code", r"(商品|品目|アイテム|製品|sku|物品|在庫)(管理)?(コード|番号|id|cd)|^品番"),
    ("code", r"^sku$|^コード$|skuコード|sku(管理)?番号|店舗内商品コード|stock ?code$"),
    ("code", r"(item|product|goods|variant|seller)[ _-]?(code|id|no|number|sku)$|(?<![a-z])sku$|^code$|^asin$"),
    ("name", r"商品名|品名|物品名|品目名|種類名|名称|item[ _-]?name|product[ _-]?name|^title$|^name$"),
    ("quantity", r"(受注|注文|購入|販売|出荷|出庫)(数量?|個数)$|quantity[ _-]?ordered|order[ _-]?qty"),
    (
        "on_hand",
        r"(実|総|現|帳簿|論理|物理|倉庫|棚卸|当月末?)?在庫(残)?(数量?|残高)?$|現在庫|在庫(残)?数|残数|帳簿数|実棚数|棚卸数|総バラ数|変動後|在庫(数量?)?合計$",
    ),
    (
        "on_hand",
        r"on[ _-]?hand|(^|[ _-])(stock|quantity|qty)$|inventory([ _-]?(qty|quantity|level))?$|^数量$|^個数$|バラ数",
    ),
)
#: Headers that speak of people, but count or switch something.
_NOBODY = re.compile(r"数量?$|フラグ|区分|quantity|shipments|returns|review|flag")
#: A number of its own system, beside which another column is the code of the item.
_WEAK = re.compile(r"(在庫|物品)(管理)?(番号|id|コード)|(モール|仕入先?|メーカー|取引先|店舗別).*(コード|番号|id)")
#: Numbers that count nothing that lies on a shelf.
_NO_COUNT = re.compile(
    r"(^|[^a-z])id$|コード|cd$|番号|\bno\b|№|率|フラグ|区分|順|種別|チェック|制限|[上下]限|単位|日数|発注|仕入|返品|受注|注文|販売|売上|購入|\?$"
)
#: Numbers that switch or order something, whatever else their header speaks of.
_SWITCH = re.compile(r"順|区分|フラグ|flag|禁止|可否|有無|不可|止め?$|^(is|has|can)[ _-]")
#: What may decide whether a row may be sold, whatever stands there.
_DECIDES = re.compile(
    r"(在庫|引当|出荷|販売|品質)(区分|種別|種類|ステータス|状態|フラグ|可否|タイプ)|保留|出荷止|引当禁止"
)
#: Columns of a file whose rows are movements, or that says of each row whether its number is added.
_MOVES = re.compile(r"増減|プラスマイナス|^(操作|アクション|入出庫区分|処理区分|入力方法)$|移動[元先]")
#: What was moved, where nothing says how much is there.
_MOVED = re.compile(r"(入荷|入庫|出荷|出庫|調整|移動|発注|仕入|返品|廃棄)(数量?|個数)$")
_TAKES_BACK = re.compile(rf"{_BACK}|{_DELETED}")
_IS_VALID = re.compile(_VALID)
#: A state of the order itself; one of its payment or its mails, which is none of the order; one that is but a number.
_OF_ORDER = re.compile(r"受注|注文|伝票|取引|order")
_OF_PAYMENT = re.compile(r"入金|決済|支払|請求|与信|返金|メール|レビュー|payment|financial|paid|mail|review")
_OF_CODE = re.compile(r"(コード|区分|番号|cd|id|code)$")
#: What is said of taking back, where it does not say whether a row was.
_ABOUT_BACK = re.compile(
    r"期限|可否|可能|不可|理由|規定|ポリシー|料|金額|額$|数量?$|個数|回数|番号|担当|備考|メモ|方法|依頼|申請|希望"
    r"|until|deadline|reason|policy|fee|amount|qty|quantity|count|number|\bby\b|note|request"
)
#: A count of good pieces.
_GOOD = re.compile(r"(?<!不)良品")
#: A count of what really lies there, or of all places.
_WHOLE = re.compile(r"実棚|棚卸数|実在庫|合計|総在庫|全在庫|total")
#: Stock that an OMS keeps for all malls.
_OMS = re.compile(r"想定在庫|総在庫数")
_PATTERNS = tuple((meaning, re.compile(pattern)) for meaning, pattern in _WORDS)


def meant(header: str) -> tuple[str, ...]:
    """What a header, as it is compared, may say its column is, the likeliest first."""
    found = dict.fromkeys(meaning for meaning, pattern in _PATTERNS if pattern.search(header))
    if _ABOUT_BACK.search(header):
        for meaning in ("cancelled", "cancelled_at"):
            found.pop(meaning, None)
    if asks(header):
        later = [meaning for meaning in found if meaning == "held_for"]
        found = dict.fromkeys([*(meaning for meaning in found if meaning not in later), "may_sell", *later])
    return () if "personal" in found and _NOBODY.search(header) else tuple(found)


def decides(header: str) -> bool:
    """Whether a column with this header may say whether a row may be sold."""
    return bool(_DECIDES.search(header))


def preferred(header: str) -> int:
    """How much rather than another a column so headed is the count: good pieces, then all or what was counted."""
    return 2 if _GOOD.search(header) else int(bool(_WHOLE.search(header)))


def takes_back(header: str) -> bool:
    """Whether a column with this header says that an order, or a line of it, was taken back."""
    return bool(_TAKES_BACK.search(header))


def says_valid(header: str) -> bool:
    """Whether a column with this header says that an order was not taken back."""
    return bool(_IS_VALID.search(header))


def pays(header: str) -> bool:
    """Whether a state so headed is that of a payment or a mail, whose end is not the order's."""
    return bool(_OF_PAYMENT.search(header))


def of_order(header: str) -> int:
    """How much rather than another a column of states so headed is that of the order, in words."""
    if pays(header):
        return 0
    return 1 if _OF_CODE.search(header) else 3 if _OF_ORDER.search(header) else 2


def weak(header: str) -> bool:
    """Whether a column with this header is the code of the item only where no other is."""
    return bool(_WEAK.search(header))


def counts(header: str) -> bool:
    """Whether numbers under this header may be a count."""
    return not _NO_COUNT.search(header)


def switches(header: str) -> bool:
    """Whether numbers under this header switch or order something (引当区分, 引当優先順位) and count nothing."""
    return bool(_SWITCH.search(header))


def moves(headers: Collection[str], *, counted: bool) -> bool:
    """Whether a file with these headers says what was moved, and not what is there.

    ``counted``: one of its columns is a count.
    """
    return any(map(_MOVES.search, headers)) or (not counted and any(map(_MOVED.search, headers)))


def of_oms(headers: Collection[str]) -> bool:
    """Whether a file with these headers is the stock of an OMS."""
    return any(map(_OMS.search, headers))
