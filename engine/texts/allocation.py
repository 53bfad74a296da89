"""Words of the allocation rule: what can be wrong with it, what a number is made of, its command and its screen."""

TEXTS: dict[str, tuple[str, str]] = {
    # What can be wrong with the section of the shop's profile.
    "not_a_date": (
        "日付は「2026-12-11」のように書きます（「{found}」でした）。",
        "expected a date such as 2026-12-11, got '{found}'",
    ),
    "case_of_nothing": (
        "個別の決まりには、skus・ranks・kinds のどれかが必要です（どの商品の決まりか）。",
        "a special case needs skus, ranks or kinds: which goods is it about",
    ),
    "case_without_change": (
        "個別の決まりには、malls か first が必要です（何を変えるか）。",
        "a special case needs malls or first: what does it change",
    ),
    "case_backwards": (
        "始まり（{since}）が終わり（{until}）より後です。",
        "it begins ({since}) after it ends ({until})",
    ),
    "shared_cycle": (
        "mode: shared（全モールで同じ在庫を見せる）には、OMSが各モールへ書き込む間隔 cycle_minutes（分）が必要です。",
        "mode: shared (every mall shows the same stock) needs cycle_minutes: how often the OMS writes to the malls",
    ),
    "shared_without_oms": (
        "mode: shared は使えません。1つ売れたら他のモールからも引くOMSがありません（oms: none）。mode: split にします。",
        "mode: shared cannot be used: no OMS takes a sale off the other malls (oms: none); use mode: split",
    ),
    "only_split": ("{name} は mode: split のときだけ使えます。", "{name} can be used with mode: split only"),
    "only_shared": ("{name} は mode: shared のときだけ使えます。", "{name} can be used with mode: shared only"),
    "doubled_mall": ("モール「{name}」が二度書かれています。", "the mall '{name}' is listed twice"),
    "unlisted_mall": (
        "「{found}」は allocation の malls にありません。",
        "'{found}' is not among the malls of allocation",
    ),
    "not_a_mall": (
        "この店舗は「{found}」に出店していません（malls にありません）。",
        "this shop does not sell on '{found}' (it is not among its malls)",
    ),
    "mall_missing": (
        "配分の決まりにないモールがあります: {names}。出さないモールも off: true と書きます。",
        "malls without a rule: {names}; write off: true for a mall that shows nothing",
    ),
    "shares_over": (
        "配分（share）の合計が {found}% です。100%までにします。",
        "the shares add up to {found}%, at most 100% is possible",
    ),
    "never_reached": (
        "「{name}」には1個も回りません（上の「{before}」が残りを全部取ります）。share を決めるか、off: true にします。",
        "no piece ever reaches '{name}' ('{before}' above takes all the rest); give it a share or write off: true",
    ),
    "sets_undecided": (
        "セット構成表があります。構成品のうち何%までをセットに回すか、sets_percent を決めます。",
        "the shop has sets: say by sets_percent how much of each part may be bound in sets",
    ),
    "unknown_sku": ("SKU「{found}」は、店舗の商品にありません。", "the shop has no SKU '{found}'"),
    # A playbook that asks for what the shop does not have.
    "no_rule": (
        "店舗の設定 shop.yaml に、配分の決まり allocation: がありません。",
        "the shop's profile shop.yaml has no allocation rule (allocation:)",
    ),
    "no_rule_hint": (
        "allocation: を書くか、この手順に when: {{shop.allocation: [split, shared]}} を付けます。",
        "write allocation:, or give this step when: {{shop.allocation: [split, shared]}}",
    ),
    "no_mall": (
        "この店舗の配分の決まりに、モール「{name}」がありません。",
        "the allocation rule of this shop has no mall '{name}'",
    ),
    "no_mall_hint": (
        "決まりに入れるか、この手順に when: {{shop.malls: [{name}]}} を付けます。",
        "add it to the rule, or give this step when: {{shop.malls: [{name}]}}",
    ),
    # What a number is made of.
    "made.in_sets": ("セットに{count}", "{count} for sets"),
    "made.sellable": ("出せる数{count}", "sellable {count}"),
    "made.off": ("このモールは停止中", "this mall is switched off"),
    "made.open_from": ("出せる数が{count}個になるまで出さない", "not opened below {count} pieces"),
    "made.share": ("配分{count}%", "share {count}%"),
    "made.given": ("割り当て{count}", "given {count}"),
    "made.kept_back": ("バッファー{count}", "buffer {count}"),
    "made.cap": ("上限{count}", "at most {count}"),
    "made.pages": ("{count}ページで分ける", "divided among {count} pages"),
    "made.cycle": (
        "全モール共通の在庫（{count}分ごとに連携）",
        "shared by all malls (synchronised every {count} minutes)",
    ),
    "made.case": ("個別の決まり「{why}」{until}まで", "special case '{why}' until {until}"),
    "made.case_always": ("個別の決まり「{why}」", "special case '{why}'"),
    "made.ended_case": ("個別の決まり「{why}」は{until}で終了", "the special case '{why}' ended on {until}"),
}
