"""Words for findings, as shelf labels: the key, both sides, what the number is made of, the difference."""

TEXTS: dict[str, tuple[str, str]] = {
    "differs": (
        "{key} {left_name} {left}／{right_name} {right}{made_of}差{difference}",
        "{key} {left_name} {left} / {right_name} {right}{made_of} difference {difference}",
    ),
    "text_differs": (
        "{key} {left_name}「{left}」／{right_name}「{right}」",
        "{key} {left_name} '{left}' / {right_name} '{right}'",
    ),
    "more_than": (
        "{key} {left_name} {left}／上限 {right_name} {right}{made_of}差{difference}",
        "{key} {left_name} {left} / at most {right_name} {right}{made_of} difference {difference}",
    ),
    "less_than": (
        "{key} {left_name} {left}／下限 {right_name} {right}{made_of}差{difference}",
        "{key} {left_name} {left} / at least {right_name} {right}{made_of} difference {difference}",
    ),
    "changed": (
        "{key} {right_name} {right} → {left_name} {left} 差{difference}",
        "{key} {right_name} {right} → {left_name} {left} difference {difference}",
    ),
    "sum_over": (
        "{key} 合計 {left}（{addends}）／上限 {right_name} {right}{made_of}差{difference}",
        "{key} sum {left} ({addends}) / at most {right_name} {right}{made_of} difference {difference}",
    ),
    "missing": ("{key} {left_name}にあり、{right_name}にない", "{key} is on {left_name}, not on {right_name}"),
    "missing_near": (
        "{key} {left_name}にあり、{right_name}にない（よく似たコード: {near}）",
        "{key} is on {left_name}, not on {right_name} (one looks like it: {near})",
    ),
    "doubled": ("{key} {alias}に{left}行ある（{rows}行目）", "{key} stands on {left} rows of {alias} (rows {rows})"),
    "doubled_value": (
        "{key} {column}が{left}行で同じ（{rows}行目）",
        "{key}: {column} is the same on {left} rows ({rows})",
    ),
    "blank": ("{key} {column}が空白（{alias} {row}行目）", "{key} {column} is blank ({alias} row {row})"),
    "blank_sku": ("{key} {alias}の{column}が空白", "{key} {column} of {alias} is blank"),
    "negative_sku": ("{key} {alias}の{column} {left}", "{key} {column} of {alias} {left}"),
    "negative": ("{key} {column} {left}（{alias} {row}行目）", "{key} {column} {left} ({alias} row {row})"),
    "unreadable": (
        "{alias} {row}行目 {column}「{found}」: {reason}",
        "{alias} row {row} {column} '{found}': {reason}",
    ),
    "untold": (
        "{key} 判定できません: {name}の数が分からない（{why}）",
        "{key} could not tell: no number on {name} ({why})",
    ),
    "unmatched": (
        "{key} 判定できません: {alias}のコードが対応表にない（{row}行目）",
        "{key} could not tell: this code of {alias} is not in the mapping (row {row})",
    ),
    "unmatched_near": (
        "{key} 判定できません: {alias}のコードが対応表にない（{row}行目）。よく似たコード: {near}",
        "{key} could not tell: this code of {alias} is not in the mapping (row {row}); one looks like it: {near}",
    ),
    "ambiguous": (
        "{key} 判定できません: {alias}のコードが対応表で複数のSKUに当たる（{row}行目）: {near}",
        "{key} could not tell: this code of {alias} is of several SKUs in the mapping (row {row}): {near}",
    ),
    "no_code": (
        "{alias} {row}行目 判定できません: コードが空白",
        "{alias} row {row} could not tell: the code is blank",
    ),
    "code_unknown": ("{key} 対応表にない（{alias} {row}行目）", "{key} is not in the mapping ({alias} row {row})"),
    "code_near": (
        "{key} 対応表と大文字小文字・全角半角・ハイフンなどが違う（{alias} {row}行目）: {near}",
        "{key} differs from the mapping in case, width, dashes or spaces ({alias} row {row}): {near}",
    ),
    "code_ambiguous": (
        "{key} 対応表で複数のSKUに当たる: {near}（{alias} {row}行目）",
        "{key} is of several SKUs in the mapping: {near} ({alias} row {row})",
    ),
    "code_blank": ("{alias} {row}行目 コードが空白", "{alias} row {row}: the code is blank"),
    "pages_undeclared": (
        "{key} {alias}に{left}ページあるが、コピーページとして登録されていない（{codes}）",
        "{key} has {left} pages on {alias} that are not declared as copy pages ({codes})",
    ),
    "part_missing": ("{alias} 分割ファイル -{left} がない", "{alias}: part -{left} is missing"),
    "part_doubled": ("{alias} 分割ファイル -{left} が2つある", "{alias}: part -{left} is there twice"),
    "parts_mixed": (
        "{alias} 別の回のダウンロードが混ざっている（{name}／{other}）",
        "{alias}: parts of several downloads ({name} / {other})",
    ),
    "last_part_unknown": (
        "{alias} 判定できません: 画面の件数がないので、-{left} が最後か分からない",
        "{alias} could not tell: without the screen's count nobody knows whether -{left} is the last part",
    ),
    "old": (
        "{alias} {left}前に取り出したファイル（上限{right}、{when}）",
        "{alias} was exported {left} ago (at most {right}, {when})",
    ),
    "no_time": (
        "{alias} 判定できません: いつ取り出したか分からない",
        "{alias} could not tell: nobody knows when it was exported",
    ),
    "future": (
        "{alias} 判定できません: 取り出した時刻（{when}）が今より先になっている",
        "{alias} could not tell: exported in the future ({when})",
    ),
    "clock_back": (
        "{alias} 判定できません: パソコンの時計が、取り込んだ時刻（{when}）より前に戻っている",
        "{alias} could not tell: this machine's clock stands before the moment when it was received ({when})",
    ),
    "apart": (
        "{alias} と {other} の取り出しが{left}離れている（上限{right}）",
        "{alias} and {other} were exported {left} apart (at most {right})",
    ),
    "rows_differ": (
        "{alias} ファイル {left}件／画面 {right}件 差{difference}",
        "{alias} file {left} / screen {right} difference {difference}",
    ),
    "not_shown": (
        "{alias} 判定できません: 画面の件数が入力されていない",
        "{alias} could not tell: the screen's count was not entered",
    ),
    "not_counted": (
        "{alias} 判定できません: このファイルでは{what}を数えられない",
        "{alias} could not tell: {what} cannot be counted in this file",
    ),
    "same_bytes": ("{alias} {name} は前にも取り込んだファイル", "{alias} {name} was received before"),
    "lead_blank": (
        "{key} {alias} {state}（在庫{left}）なのに{column}が空白",
        "{key} {alias} {state} (stock {left}), but {column} is blank",
    ),
    "lead_not_listed": (
        "{key} {alias} {state}（在庫{left}）の{column}が「{right}」（決めた納期: {wanted}）",
        "{key} {alias} {state} (stock {left}): {column} is '{right}' (allowed: {wanted})",
    ),
    "lead_days_off": (
        "{key} {alias} {state}（在庫{left}）の{column}「{right}」は{days}営業日（決めた日数: {wanted}）",
        "{key} {alias} {state} (stock {left}): {column} '{right}' is {days} business days (allowed: {wanted})",
    ),
    "lead_undeclared": (
        "{key} 判定できません: {alias}の{column}「{right}」が何営業日か、店舗の設定（lead_times）にない",
        "{key} could not tell: the shop does not declare (lead_times) how many days '{right}' of {alias} {column} is",
    ),
    "lead_no_column": (
        "{key} 判定できません: {alias}のファイルに{column}の列がない",
        "{key} could not tell: the file of {alias} has no column {column}",
    ),
    "lead_past": (
        "{key} {alias} {state}の{column} {right} が過ぎている",
        "{key} {alias} {state}: {column} {right} has gone by",
    ),
    "lead_none": (
        "{key} 判定できません: {left_name}も{right_name}も空白",
        "{key} could not tell: neither {left_name} nor {right_name} is set",
    ),
    "lead_unsure": (
        "{key} 判定できません: 納期がそろっていませんが、この行を調べるかどうかを決める欄が読めません（{left_name}「{left}」）",
        "{key} could not tell: lead times differ, but whether its row is meant cannot be read ({left_name} '{left}')",
    ),
    "lead_side_blank": (
        "{key} 片方の納期が空白: {left_name}「{left}」／{right_name}「{right}」",
        "{key} one lead time is blank: {left_name} '{left}' / {right_name} '{right}'",
    ),
    "lead_side_undeclared": (
        "{key} 判定できません: 何営業日か店舗の設定（lead_times）にない: {left_name}「{left}」／{right_name}「{right}」",
        "{key} could not tell: days are not declared (lead_times): {left_name} '{left}' / {right_name} '{right}'",
    ),
    "lead_differs": (
        "{key} {left_name}「{left}」{left_days}営業日／{right_name}「{right}」{right_days}営業日",
        "{key} {left_name} '{left}' {left_days} business days / {right_name} '{right}' {right_days} business days",
    ),
    "state.in_stock": ("在庫あり", "in stock"),
    "state.out_of_stock": ("在庫切れ", "out of stock"),
    "state.preorder": ("予約", "preorder"),
    "set_over": (
        "{key} {left_name} {left}／セットで作れる数 {right}{made_of}差{difference}",
        "{key} {left_name} {left} / sets that can be made {right}{made_of} difference {difference}",
    ),
    "set_no_quantity": (
        "{key} セット構成の数量が空白か0（構成品 {part}）",
        "{key} the set's quantity of {part} is blank or 0",
    ),
    "set_nested": ("{key} 構成品 {part} もセットになっている", "{key} its part {part} is a set itself"),
    "set_part_unknown": (
        "{key} 構成品 {part} が商品台帳・対応表にない",
        "{key} its part {part} is neither in the products nor in the mapping",
    ),
    "set_part_ended": ("{key} 構成品 {part} は販売終了", "{key} its part {part} is no longer sold"),
    "set_loop": ("{key} セットの構成が循環している", "{key} contains itself"),
    "set_undefined": ("{key} セットなのに構成がない", "{key} is a set without parts"),
    "no_column": (
        "判定できません: {alias}のファイルに「{header}」の列がない。その列も入れて書き出し直し、もう一度取り込む",
        "could not tell: the file of {alias} has no column '{header}'; export it with that column and receive it again",
    ),
    "blank_column": (
        "判定できません: {alias}の「{header}」がすべて空白で、調べる行を選べない。書き出し方を確かめ、もう一度取り込む",
        "could not tell: '{header}' of {alias} is blank in every row; see how it was exported and receive it again",
    ),
    "no_such_word": (
        "{alias}の「{header}」に「{wanted}」の行がない（あるのは「{found}」）。今回はないのか、言葉が変わったのかを確かめる",
        "no row of {alias} has '{wanted}' in '{header}' (it has '{found}'); is there none now, or has the word changed",
    ),
    "grid_no_column": (
        "判定できません: {alias}のファイルに{column}の列がない",
        "could not tell: the file of {alias} has no column {column}",
    ),
    "cell_missing": ("{item} {choices} のSKUがない", "{item} {choices}: no SKU"),
    "cell_doubled": (
        "{item} {choices} のSKUが{left}個ある（{skus}、{rows}行目）",
        "{item} {choices}: {left} SKUs ({skus}, rows {rows})",
    ),
    "cell_blank": ("{key} {item}の選択肢が空白（{rows}行目）", "{key} of {item} has no choice (row {rows})"),
    "cell_hidden": (
        "{key} {item} {choices} が非表示で買えない（{rows}行目）",
        "{key} {item} {choices} is hidden and cannot be bought (row {rows})",
    ),
    "cell_no_number": (
        "{key} {item} {choices} の在庫数が空白か読めず、買えない（{rows}行目）",
        "{key} {item} {choices}: its number is blank or cannot be read, so it cannot be bought (row {rows})",
    ),
    "reserve_taken": (
        (
            "{key} 売り場 {left}／取り置きを除いた数 {right}（{right_name} {free}−未指示{orders}−取り置き{reserve}: {kinds}）"
            "差{difference}"
        ),
        (
            "{key} on sale {left} / left beside the reserve {right} ({right_name} {free} − unshipped {orders} − reserve "
            "{reserve}: {kinds}) difference {difference}"
        ),
    ),
    "reserve_past": ("{key} 期限の過ぎた取り置き: {past}", "{key} reserve past its day: {past}"),
    "preorder_over": (
        "{key} 予約 {left}（{left_name} {shown}＋受付済み{taken}）／{promise} に間に合う入荷 {right} 差{difference}",
        (
            "{key} preorders {left} ({left_name} {shown} + taken {taken}) / arriving in time for {promise} {right} "
            "difference {difference}"
        ),
    ),
    "preorder_late": (
        (
            "{key} 予約 {left}（{left_name} {shown}＋受付済み{taken}）／{promise} に間に合う入荷 {right}"
            "（間に合わない入荷 {late}）差{difference}"
        ),
        (
            "{key} preorders {left} ({left_name} {shown} + taken {taken}) / arriving in time for {promise} {right} "
            "(too late: {late}) difference {difference}"
        ),
    ),
    "balance_off": (
        "{key} 期首{opening}＋入{into}−出{out}＋調整{adjusted}＝{left}／期末 {right} 差{difference}",
        (
            "{key} opening {opening} + in {into} − out {out} + adjusted {adjusted} = {left} / closing {right} "
            "difference {difference}"
        ),
    ),
    "counted_twice": (
        "{key} 「{warehouse}」の在庫が{left}個のファイルで数えられている（{files}）",
        "{key} of '{warehouse}' is counted in {left} files ({files})",
    ),
    "counted_again": (
        "{key} 「{warehouse}」の同じ行が別の分割ファイルにもある（{rows}行目）",
        "{key} of '{warehouse}': the same rows stand in another part (rows {rows})",
    ),
    "warehouse_missing": ("「{key}」の在庫がどのファイルにもない", "no file has stock of '{key}'"),
    "warehouse_unknown": (
        "「{key}」は店舗の倉庫として決められていない",
        "'{key}' is not declared as a warehouse of the shop",
    ),
    "same_numbers": (
        "{alias}と{other}は{left}SKUの数がすべて同じ（同じファイルの可能性）",
        "{alias} and {other} have the same numbers for all {left} SKUs (perhaps one file)",
    ),
    "lost_zero": (
        "{key} 売り逃し: {left_name} {left}／{right_name} {right}{made_of}差{difference}",
        "{key} lost sales: {left_name} {left} / {right_name} {right}{made_of} difference {difference}",
    ),
    "lost_hidden": (
        "{key} 売り逃し: {left_name} 非表示／{right_name} {right}{made_of}",
        "{key} lost sales: hidden on {left_name} / {right_name} {right}{made_of}",
    ),
    "lost_period": (
        "{key} 売り逃し: {left_name} 販売期間外（{period}）／{right_name} {right}{made_of}",
        "{key} lost sales: outside its period on {left_name} ({period}) / {right_name} {right}{made_of}",
    ),
    "cover_days": (
        "{key} {left_name} {left}／あと{cover}日分（直近{window}日に{right}個）",
        "{key} {left_name} {left} / lasts {cover} days ({right} units in {window} days)",
    ),
    "cover_hours": (
        "{key} {left_name} {left}／あと{cover}時間分（直近{window}時間に{right}個）",
        "{key} {left_name} {left} / lasts {cover} hours ({right} units in {window} hours)",
    ),
    "forecast_short": (
        "{key} {left_name} {stock}＋入荷{inbound}＝{left}／見込み {middle}（{low}〜{high}）差{difference}",
        (
            "{key} {left_name} {stock} + arriving {inbound} = {left} / forecast {middle} ({low} to {high}) "
            "difference {difference}"
        ),
    ),
    "forecast_tight": (
        "{key} {left_name} {stock}＋入荷{inbound}＝{left}／見込み {middle}（{low}〜{high}）。多めだと差{difference}",
        (
            "{key} {left_name} {stock} + arriving {inbound} = {left} / forecast {middle} ({low} to {high}); "
            "at most, difference {difference}"
        ),
    ),
    "window_short": (
        "{alias} 判定できません: 受注が直近{held}時間分しかない（必要{wanted}時間分）",
        "{alias} could not tell: it holds orders of {held} hours only (wanted: {wanted})",
    ),
    "restriction_open": (
        "{key} {stopped}では停止中、{open}では販売中",
        "{key} is stopped on {stopped} and on sale on {open}",
    ),
    "restriction_limit": ("{key} 購入制限が違う: {limits}", "{key} limits for one order differ: {limits}"),
    "restriction_no_column": (
        "{key} 判定できません: 販売停止を決める列がファイルにない",
        "{key} could not tell: a file lacks the columns that say what is stopped",
    ),
    "no_limit": ("制限なし", "no limit"),
    "code_long": (
        "{key} {column}「{left}」は{most}文字を超えている（{alias} {row}行目）",
        "{key} {column} '{left}' has more than {most} characters ({alias} row {row})",
    ),
    "code_short": (
        "{key} {column}「{left}」は{least}文字に足りない（{alias} {row}行目）",
        "{key} {column} '{left}' has fewer than {least} characters ({alias} row {row})",
    ),
    "code_bytes": (
        "{key} {column}「{left}」は{bytes}バイトを超えている（{alias} {row}行目）",
        "{key} {column} '{left}' has more than {bytes} bytes ({alias} row {row})",
    ),
    "code_characters": (
        "{key} {column}「{left}」に使えない文字「{odd}」がある（{alias} {row}行目）",
        "{key} {column} '{left}' has characters that are not allowed: '{odd}' ({alias} row {row})",
    ),
    "code_case": (
        "{key} {column}「{left}」の大文字・小文字が決まりと違う（{alias} {row}行目）",
        "{key} {column} '{left}' is not in the right case ({alias} row {row})",
    ),
    "code_forbidden": (
        "{key} {column}「{left}」に使わない文字が入っている（{alias} {row}行目）",
        "{key} {column} '{left}' holds what must not stand in a code ({alias} row {row})",
    ),
    "code_prefix": (
        "{key} {column}「{left}」が{begins}で始まらない（{alias} {row}行目）",
        "{key} {column} '{left}' does not begin with {begins} ({alias} row {row})",
    ),
    "code_zero": (
        "{key} {column}「{left}」が0で始まる。Excelで消えるおそれ（{alias} {row}行目）",
        "{key} {column} '{left}' begins with 0, which spreadsheets drop ({alias} row {row})",
    ),
    "code_alike": (
        "{key} {column}「{left}」と「{other}」は大文字小文字・全角半角だけが違う（{alias} {row}行目）",
        "{key} {column} '{left}' and '{other}' differ by case or width alone ({alias} row {row})",
    ),
    "sync_not_arrived": (
        "{key} {first_name} {before} → {after} が{minutes}たっても届かない: {left_name} {left}／届くはずの数 {right}",
        "{key} {first_name} {before} → {after} has not arrived after {minutes}: {left_name} {left}, not {right}",
    ),
    "sync_waiting": (
        "{key} 判定できません: {first_name} {before} → {after} から{minutes}（周期{cycle}）。まだ届く途中かもしれない",
        "{key} could not tell: {first_name} {before} → {after} only {minutes} ago (a cycle takes {cycle}); it may still be on its way",
    ),
    "sync_no_time": (
        "{key} 判定できません: ファイルを取り出した時刻が分からない（{first_name} {before} → {after}）",
        "{key} could not tell: nobody knows when the files were exported ({first_name} {before} → {after})",
    ),
    "sync_no_change": (
        "判定できません: {alias}で動いたSKUが{left}件（{right}件以上必要）。テスト用SKUの数を変えて取り出し直す",
        "could not tell: {left} SKUs changed on {alias} ({right} needed); change a test SKU and export again",
    ),
    "promise_early": (
        "{key} {day}の約束 {left}／最短 {right}（注文 {ordered}。{stops}）",
        "{key} {day} promised {left} / earliest {right} (ordered {ordered}; {stops})",
    ),
    "promise_unread": (
        "{key} 判定できません: {column}が読めない（{alias} {row}行目）",
        "{key} could not tell: {column} cannot be read ({alias} row {row})",
    ),
    "promise_unsure": (
        "{key} 判定できません: 守れない約束ですが、この行を調べるかどうかを決める欄が読めません（{alias}）",
        "{key} could not tell: the promise cannot be kept, but whether its row is meant cannot be read ({alias})",
    ),
    "promise_untold": (
        "{key} 判定できません: {day}までの祝日か休みが分からない（注文 {ordered}）。新しい祝日のファイルを入れる",
        "{key} could not tell: closed days up to the {day} are not known (ordered {ordered}); get the new holiday file",
    ),
    "promise_no_calendar": (
        "判定できません: 店舗の設定（shop.yaml）に営業日（calendars）がない",
        "could not tell: the shop's profile (shop.yaml) has no calendars",
    ),
    "promise_code_blank": (
        "判定できません: {alias}の{column}が空白の行が{skus}行",
        "could not tell: {column} of {alias} is blank on {skus} rows",
    ),
    "promise_code_undeclared": (
        "{key} 判定できません: 何営業日か、店舗の設定（lead_times）にない（{alias}の{skus}行）",
        "{key} could not tell: the shop does not declare (lead_times) its days ({skus} rows of {alias})",
    ),
    "day.shipment": ("発送日", "shipment"),
    "day.arrival": ("お届け日", "arrival"),
    "party.shop": ("店舗", "shop"),
    "party.warehouse": ("倉庫", "warehouse"),
    "party.carrier": ("配送会社", "carrier"),
    "stop": ("{day} {party} {why}", "{day} {party} {why}"),
    "stop.own": ("休業", "closed"),
    "stop.more": ("ほか{count}日", "{count} more days"),
    "stop.none": ("休みの日はない", "no closed days between"),
    "weekday.0": ("月曜休み", "closed on Mondays"),
    "weekday.1": ("火曜休み", "closed on Tuesdays"),
    "weekday.2": ("水曜休み", "closed on Wednesdays"),
    "weekday.3": ("木曜休み", "closed on Thursdays"),
    "weekday.4": ("金曜休み", "closed on Fridays"),
    "weekday.5": ("土曜休み", "closed on Saturdays"),
    "weekday.6": ("日曜休み", "closed on Sundays"),
    "query": ("{key} {found}", "{key} {found}"),
    "query_sides": ("{left}／{right}", "{left} / {right}"),
    "query_difference": ("差{difference}", "difference {difference}"),
    "why.blank": ("空白", "blank"),
    "why.unreadable": ("{row}行目の「{found}」が読めない", "'{found}' on row {row} cannot be read"),
    "why.doubled": ("{rows}行あり、どれが正しいか分からない", "{rows} rows, and nobody knows which is right"),
    "why.too_large": ("{rows}行目の数を足すと大きすぎる", "the numbers on rows {rows} are too large to be added up"),
    "why.absent": ("行がない", "no row"),
    "why.nested": ("セットの構成が循環している", "the set contains itself"),
    "why.part": ("構成品 {part} の数が分からない", "no number for the part {part}"),
    "why.code": ("対応表にないコードの行がある", "it has rows with unknown codes"),
    "why.rows": ("{rows}行目の数か日付が読めない", "numbers or dates on rows {rows} cannot be read"),
    "why.hidden_unknown": ("非表示かどうかが空白", "whether it is hidden is blank"),
    "why.keys_differ": (
        "バリエーション項目キーの並びが、同じ商品のSKUで違う",
        "the SKUs of this product name their axes in another order",
    ),
    "why.no_warehouse": ("{rows}行目の倉庫が空白", "no warehouse on rows {rows}"),
    "why.unknown": ("値がない", "no value"),
    "cell.full-width": ("全角の数字", "full-width digits"),
    "cell.thousands": ("桁区切りのカンマ", "a thousands comma"),
    "cell.decimal": ("小数", "a decimal"),
    "cell.exponent": ("指数表示（Excelで変わった可能性）", "an exponent (perhaps changed by Excel)"),
    "cell.excel-date": ("日付に変わった値（Excelで変わった可能性）", "turned into a date (perhaps by Excel)"),
    "cell.excel-error": ("Excelのエラー値", "an error value of Excel"),
    "cell.signed": ("増減の書き方（いまある数ではない）", "written as a change, not as the number that is there"),
    "cell.too-large": ("大きすぎる数", "too large a number"),
    "cell.no-kind": ("種類の分からない行", "a row of no known kind"),
    "cell.text": ("数でも日付でもない文字", "neither a number nor a date"),
    "cell.blank": ("空白", "blank"),
    "cell.out-of-range": ("決められた範囲の外の数", "a number out of the range that is allowed"),
    "cell.invisible": ("目に見えない文字が入っている", "a character in it that nobody can see"),
    "cell.header-again": ("もう一度出てきた見出し", "the header once more"),
    "cell.total-row": ("合計の行", "a row of totals"),
    "cell.excel-number": ("Excelで数に変わったコード", "a code that Excel turned into a number"),
    "cell.lost-zeros": ("先頭の0が消えた可能性", "zeros in front may be lost"),
    "cell.cut": ("途中で切れた値", "cut off"),
    "cell.spaces": ("前後に空白がある", "spaces around it"),
    "cell.excel-wrapper": ('Excel用の書き方（="…"）', 'written for Excel (="…")'),
    "cell.separators-only": ("区切りだけの行", "rows of nothing but separators"),
    "cell.deletes": ("出品を削除する指示", "an order to delete the offer"),
    "cell.not-stocked": ("この拠点では扱っていない", "not stocked at this location"),
    "cell.no-date": ("日付なしという意味の値", "a value that means no date"),
    "cell.word": ("値ではなく言葉", "a word, not a value"),
    "name.expected": ("あるべき数", "expected"),
    "name.allocation": ("配分", "the allocation"),
    "name.rms": ("RMS", "RMS"),
    "name.wms": ("倉庫", "warehouse"),
    "name.limit": ("決めた数", "limit"),
    "made.on_hand": ("倉庫{count}", "warehouse {count}"),
    "made.reserved": ("引当{count}", "reserved {count}"),
    "made.unshipped": ("未指示{count}", "unshipped {count}"),
    "made.safety": ("安全在庫{count}", "safety {count}"),
    "made.reserve": ("取り置き{count}", "reserves {count}"),
    "made.part": ("構成品 {part} {count}÷{quantity}", "part {part} {count} ÷ {quantity}"),
    "made.below": ("＝{count}のため0", " = {count}, so 0"),
    "made.ordered_since": ("その後の注文{count}", "ordered since {count}"),
    "made.bracket": ("（{parts}）", " ({parts})"),
    "head.key": ("SKU", "SKU"),
    "head.level": ("結果", "outcome"),
    "head.words": ("内容", "what was found"),
    "head.left": ("左", "left"),
    "head.right": ("右", "right"),
    "head.difference": ("差", "difference"),
    "head.amount": ("金額（円）", "amount (yen)"),
    "head.check": ("チェック", "check"),
}
