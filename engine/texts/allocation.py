"""Words of the allocation rule: what can be wrong with it, what a number is made of, its command and its screen."""

TEXTS: dict[str, tuple[str, str]] = {
    # What can be wrong with the section of the shop's profile.
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
    "until": (
        "日付（例: 2026-12-11）か always（ずっと）が必要ですが、「{found}」でした。",
        "expected a date like 2026-12-11, or always; got '{found}'",
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
    "made.free": ("フリー在庫{count}", "free {count}"),
    "made.in_sets": ("セットに{count}", "{count} for sets"),
    "made.sellable": ("出せる数{count}", "sellable {count}"),
    "made.off": ("このモールは停止中", "this mall is switched off"),
    "made.open_from": ("出せる数が{count}個になるまで出さない", "not opened below {count} pieces"),
    "made.opened_from": ("{count}個目から加わる", "joins from piece {count} on"),
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
    # Files that do not say what may be sold.
    "no_source": (
        "倉庫（またはOMS）の在庫ファイルがありません。全モールで出せる数が計算できません。",
        "no file of a warehouse or an OMS: what all malls together may show cannot be computed",
    ),
    "two_sources": (
        "倉庫とOMSの両方の在庫ファイルがあります。どちらか、正しい数とするほうだけにします。",
        "files of a warehouse and of an OMS: give the one whose number is the truth",
    ),
    "write_rule": (
        "マニュアルの「配分」のとおりに allocation: を書くか、別の店舗なら --shop でその店舗のフォルダを指定してください。",
        "write allocation: as the manual's page 'Allocation' says, or name the folder of another shop by --shop",
    ),
    # What makes a number doubtful.
    "lost": (
        "{name}: 店舗のSKUに当たらないコードが{count}行あり（{codes}）、どの数にも入っていません。「tejun stock keys」で見つけて直すまで、ここの数を使わないでください。",
        "{name}: {count} rows have a code that is no SKU of the shop ({codes}) and are in no number here; do not use the numbers before 'tejun stock keys' agrees",
    ),
    "lost_on_screen": (
        "{name}: 店舗のSKUに当たらないコードが{count}行あり（{codes}）、どの数にも入っていません。「コードの突き合わせ」で見つけて直すまで、ここの数を使わないでください。",
        "{name}: {count} rows have a code that is no SKU of the shop ({codes}) and are in no number here; do not use the numbers before 'Codes' agrees",
    ),
    "lost_blank": (
        "{name}: コードが空白か読めない行が{count}行あり、どの数にも入っていません。「tejun stock inspect」で見つけて直すまで、ここの数を使わないでください。",
        "{name}: {count} rows have no code that can be read and are in no number here; do not use the numbers before 'tejun stock inspect' finds none",
    ),
    "lost_blank_on_screen": (
        "{name}: コードが空白か読めない行が{count}行あり、どの数にも入っていません。「ファイルを調べる」で見つけて直すまで、ここの数を使わないでください。",
        "{name}: {count} rows have no code that can be read and are in no number here; do not use the numbers before 'Inspect files' finds none",
    ),
    "strange": (
        "{name}: 店舗のSKUに当たらないコードが{count}行あり（{codes}）、その商品の今の数は比べていません。",
        "{name}: {count} rows have a code that is no SKU of the shop ({codes}); what they show now is not compared",
    ),
    "strange_blank": (
        "{name}: コードが空白か読めない行が{count}行あり、その商品の今の数は比べていません。",
        "{name}: {count} rows have no code that can be read; what they show now is not compared",
    ),
    "lacking": (
        "在庫のファイルに行のないSKUが{count}種類あり（{codes}）、0個と数えました。絞り込んだファイルでないか確かめてください。",
        "{count} SKUs have no row in the stock files ({codes}) and count as 0; see whether the download was filtered",
    ),
    "no_orders": (
        "受注のファイルがないので、倉庫がまだ知らない注文を引いていません。その分、ここの数は多すぎます。",
        "without a file of orders, those that the warehouse does not know yet are not taken off: the numbers are too high by them",
    ),
    "unused": (
        "{name}: 計算に使っていません（同じモールのファイルがもう1つあるか、配分に関係のないファイルです）。",
        "{name}: not used (another file of that mall was given, or the rule does not need it)",
    ),
    "about": ("{name}: {what}", "{name}: {what}"),
    "untold.unread": (
        "判定できません（読めないか空白の数がある）",
        "could not tell (a number is blank or cannot be read)",
    ),
    "untold.part": (
        "判定できません（構成品 {part} の数が分からない）",
        "could not tell (no number for the part {part})",
    ),
    "untold.nested": ("判定できません（セットの構成が循環している）", "could not tell (the set contains itself)"),
    # The command and the screen.
    "help.short": (
        "各モールに表示する数を決まりで計算し、理由を示す。",
        "Compute what each mall should show, and why.",
    ),
    "help.command": (
        "各モールに表示する数を、店舗の配分の決まりで計算し、理由を示す。倉庫（かOMS）と受注のファイルを渡す。モールのファイルも渡すと、今の表示と比べる。",
        (
            "Computes what each mall should show by the shop's allocation rule, and says why. Give the files of the warehouse "
            "(or OMS) and of orders; with downloads of malls what they show now is compared."
        ),
    ),
    "help.search": (
        "SKUか商品名にこの文字を含むものだけを、理由つきで示す。",
        "Only SKUs or names with this text, with the reasons.",
    ),
    "help.apart": ("今の表示が違うSKUだけを示す。", "Only SKUs that a mall shows otherwise."),
    "help.day": (
        "この日の決まりで計算する（today、2026-12-12 など）。個別の決まりが終わった後の数を、前もって確かめられる。",
        "Compute for this day (today, 2026-12-12): what comes after a special case can be seen beforehand.",
    ),
    "help.csv": ("Excelで開けるCSVに書き出す。", "Write a CSV that Excel opens."),
    "mode.split": (
        "分け合う（split）: 全モールの合計は、出せる数を超えません。",
        "split: all malls together never show more than is sellable.",
    ),
    "mode.shared": (
        "共有（shared）: 全モールが同じ在庫を見せます。合計は出せる数を超えるので、OMSが間隔どおりに連携していることが前提です。",
        "shared: every mall shows the same stock; the sum is more than is sellable, so the OMS must synchronise in time.",
    ),
    "mode.split_on_screen": (
        "モールで在庫を分け合います。全モールの合計は、出せる数を超えません。",
        "The malls divide the stock: together they never show more than is sellable.",
    ),
    "mode.shared_on_screen": (
        "どのモールも同じ在庫を見せます。合計は出せる数を超えるので、OMSが間隔どおりに連携していることが前提です。",
        "Every mall shows the same stock; the sum is more than is sellable, so the OMS must synchronise in time.",
    ),
    "counted": (
        "{count}件。今の表示が違うSKU {apart}件（{malls}と比べました）、判定できないSKU {untold}件。",
        "{count} SKUs; {apart} shown otherwise now (compared with {malls}), {untold} that could not be told.",
    ),
    "counted_alone": (
        "{count}件。判定できないSKU {untold}件。モールのファイルがないので、今の表示とは比べていません。",
        "{count} SKUs; {untold} that could not be told. Without a file of a mall nothing was compared with what is shown now.",
    ),
    "over": (
        "個別の決まり「{why}」は{until}で終わっています。戻し終えたら、shop.yaml から消せます。",
        "The special case '{why}' ended on {until}; once all is taken back it may leave shop.yaml.",
    ),
    "shown_of": (
        "{count}件のうち{shown}件を示しました。全部は --csv で出せます。",
        "{shown} of {count} are shown; --csv writes all.",
    ),
    "head.sku": ("SKU", "SKU"),
    "head.name": ("商品名", "name"),
    "head.sellable": ("出せる数", "sellable"),
    "head.in_sets": ("セットに回した数", "bound in sets"),
    "head.unoffered": ("どこにも出していない数", "not offered"),
    "head.made_of": ("出せる数の内訳", "what the sellable number is made of"),
    "head.should": ("{mall}に表示する数", "{mall} should show"),
    "head.now": ("{mall}の今の数", "{mall} shows now"),
    "head.why": ("{mall}の理由", "{mall}: why"),
    "head.mall": ("モール", "mall"),
    "head.count": ("表示する数", "should show"),
    "head.shows": ("今の数", "shows now"),
    "head.reason": ("理由", "why"),
    "mall.rakuten": ("楽天", "Rakuten"),
    "mall.yahoo": ("Yahoo!", "Yahoo!"),
    "mall.amazon": ("Amazon", "Amazon"),
    "mall.shopify": ("Shopify", "Shopify"),
    "mall.own": ("自社", "own shop"),
    "screen.title": ("配分", "Allocation"),
    "screen.words": (
        "倉庫（またはOMS）と受注のファイルから、各モールに表示する数と、その理由を出します。モールのファイルも入れると、今の表示と違うSKUが分かります。ここでは何も書き換わりません。",
        (
            "From the files of the warehouse (or OMS) and of orders: what each mall should show, and why. With downloads of malls "
            "the SKUs that they show otherwise stand out. Nothing is changed here."
        ),
    ),
    "screen.files": ("在庫・受注・モールのファイル", "Files of stock, orders and malls"),
    "screen.day": ("いつの決まりで計算するか（空白なら今）", "Compute for the day (blank: now)"),
    "screen.search": ("SKU・商品名で探す", "Search by SKU or name"),
    "screen.apart": ("今の表示が違うSKUだけ（{count}件）", "Only SKUs that a mall shows otherwise ({count})"),
    "screen.arrow": (
        "「5 → 2」は、モールの画面に今5個と出ていて、決まりどおりなら2個にする、という意味です。",
        "'5 → 2': the mall shows 5 now, and should show 2 by the rule.",
    ),
    "screen.why": ("{sku} の理由", "Why: {sku}"),
    "screen.pick": ("理由を見るSKU", "SKU to explain"),
    "screen.download": ("この表をCSVで保存（{count}件）", "Save this table as CSV ({count})"),
    "screen.no_rule": (
        "この店舗には、まだ配分の決まりがありません。shop.yaml に allocation: を書くと、ここで計算できます。",
        "This shop has no allocation rule yet: write allocation: in its shop.yaml.",
    ),
    "screen.unread": (
        "読めないファイルがあります。先に「ファイルを調べる」で直します。",
        "Some files cannot be read; inspect them first.",
    ),
    # The manual.
    "manual.mall": ("モール（優先順位の順）", "Mall (in order of priority)"),
    "manual.share": ("配分", "Share"),
    "manual.buffer": ("バッファー", "Buffer"),
    "manual.cap": ("上限", "At most"),
    "manual.open_from": ("出し始める数", "Opens at"),
    "manual.off": ("停止中", "switched off"),
    "manual.always": ("ずっと", "always"),
    "manual.cycle": (
        "OMSは{count}分ごとに各モールへ連携します。",
        "The OMS synchronises the malls every {count} minutes.",
    ),
    "manual.sets": ("構成品は{count}%までセットに回します。", "Up to {count}% of each part may be bound in sets."),
    "manual.case": ("{why}（{days}）: {about} → {malls}", "{why} ({days}): {about} → {malls}"),
}
