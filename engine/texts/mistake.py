"""Names of the mistakes that proofs and practice put into files; the id of a mutation is the code."""

TEXTS: dict[str, tuple[str, str]] = {
    "oversold": (
        "モールの数が、あるべき数より1〜5個多い",
        "A mall shows 1 to 5 pieces more than it should",
    ),
    "lost-sales": (
        "5個以上あるA品のSKUを、0個と表示している",
        "A SKU of rank A with five pieces or more is shown as 0",
    ),
    "blank-quantity": (
        "在庫数が空白（0ではない）",
        "The number is blank, which is not 0",
    ),
    "unreadable-quantity": (
        "在庫数がカンマ入りか全角で書かれている",
        "The number has a comma or full-width figures",
    ),
    "negative-stock": (
        "在庫数がマイナス",
        "The number is below 0",
    ),
    "nought-too-many": (
        "0を一つ多く入力した",
        "One nought too many was typed",
    ),
    "copy-page-drifts": (
        "コピーページの数だけ多い",
        "The copy page shows more than its page",
    ),
    "damaged-back-on-sale": (
        "不良品が良品に戻って売られている",
        "Damaged pieces are listed as good ones",
    ),
    "expired-counted": (
        "期限切れのロットを売れる数に数えた",
        "The pieces of an expired lot are sold",
    ),
    "reserve-sold": (
        "取り置きの分まで売っている",
        "What is set aside is sold",
    ),
    "set-without-component": (
        "構成品が品切れなのにセットを売っている",
        "A set is on sale although a part is sold out",
    ),
    "lost-leading-zero": (
        "コードの先頭の0が消えた",
        "The zeros before a code are gone",
    ),
    "excel-resave": (
        "Excelで開いて保存した（先頭の0が消え、長い番号が指数になった）",
        "A spreadsheet saved the file: zeros gone, long codes in powers of ten",
    ),
    "duplicate-sku": (
        "同じSKUが2行ある",
        "One SKU stands on two rows",
    ),
    "unknown-code": (
        "対応表にない商品がモールにある",
        "A product on the mall is not in the mapping",
    ),
    "unknown-in-warehouse": (
        "対応表にない商品が倉庫にある",
        "The warehouse has goods that are not in the mapping",
    ),
    "case-differs": (
        "コードの大文字と小文字が違う",
        "One code differs in case",
    ),
    "missing-part": (
        "分割ダウンロードの最後のファイルがない",
        "The last part of a divided download is missing",
    ),
    "stale-file": (
        "昨日のファイルを使った",
        "Yesterday's file was handed in",
    ),
    "taken-apart": (
        "1〜3時間前に取ったファイルを組み合わせた",
        "A file was exported one to three hours before the others",
    ),
    "same-file-as-last-week": (
        "前回と同じファイルを使った",
        "Last time's file was handed in again",
    ),
    "row-dropped": (
        "ファイルの行が画面の件数より1行少ない",
        "The file has one row less than the screen showed",
    ),
    "cut-short": (
        "転送が途中で切れた",
        "The transfer broke off",
    ),
    "saved-as-utf8": (
        "CSV UTF-8で保存し直した",
        "The file was saved again as CSV UTF-8",
    ),
    "wrong-kind": (
        "別の種類のファイルを使った",
        "A file of another kind was handed in",
    ),
    "upload-not-landed": (
        "アップロードした数が反映されていない",
        "What was uploaded did not arrive",
    ),
    "upload-sent-twice": (
        "足し引きするファイルを二度送った",
        "A file that adds was sent twice",
    ),
    "wanted-twice": (
        "在庫変更リストに同じSKUが2行ある",
        "A SKU stands twice in the list of wanted stock",
    ),
    "wanted-blank": (
        "在庫変更リストの数が空白",
        "A wanted number is blank",
    ),
    "wanted-unknown": (
        "在庫変更リストのSKUがモールにない",
        "A wanted SKU is not on the mall",
    ),
    "wanted-zero-lost": (
        "在庫変更リストのSKUの先頭の0が消えた",
        "A wanted SKU has lost its leading zeros",
    ),
    "wanted-nought-too-many": (
        "在庫変更リストの数に0が一つ多い",
        "A wanted number has one nought too many",
    ),
    "wanted-too-large": (
        "在庫変更リストの数が上限を超えている",
        "A wanted number is above the limit",
    ),
    "wanted-negative": (
        "在庫変更リストの数がマイナス",
        "A wanted number is below 0",
    ),
    "hidden-in-warehouse": (
        "在庫があるのにSKU倉庫指定になっている",
        "A SKU with stock is hidden (SKU倉庫指定)",
    ),
    "page-hidden-in-warehouse": (
        "在庫があるのにページが倉庫指定になっている",
        "A page with stock is hidden (倉庫指定)",
    ),
    "outside-sale-period": (
        "在庫があるのに販売期間が終わっている",
        "The sale period of a page with stock is over",
    ),
    "order-limit-zero": (
        "在庫があるのに注文受付数が0",
        "The limit for one order is 0 although there is stock",
    ),
    "restock-flag-off": (
        "在庫戻しフラグが0になっている",
        "The flag that takes stock back (在庫戻しフラグ) is 0",
    ),
    "grid-cell-missing": (
        "色とサイズの組み合わせが1つ足りない",
        "One combination of colour and size is missing",
    ),
    "grid-cell-doubled": (
        "色とサイズの組み合わせが2行ある",
        "One combination of colour and size stands twice",
    ),
    "option-without-name": (
        "選択肢の名前が空白で選べない",
        "A choice without a name cannot be picked",
    ),
    "copy-page-undeclared": (
        "コピーページとして登録されていないページで売っている",
        "A second page was not declared in the mapping",
    ),
    "two-rows-for-one-sku": (
        "1つのSKUが2行あり、数が違う",
        "One SKU stands on two rows with two numbers",
    ),
    "typed-wrong-sku": (
        "隣のSKUの行に入力した",
        "The number was typed into the neighbour's row",
    ),
    "whole-shop-zero": (
        "店舗の全SKUが0になった",
        "The whole shop was set to 0",
    ),
    "subscription-sold": (
        "定期購入の分まで売っている",
        "Pieces kept for subscriptions are sold",
    ),
    "preorder-reserve-sold": (
        "予約の取り置きの分まで売っている",
        "Pieces kept for preorders are sold",
    ),
    "same-last-piece-twice": (
        "ほかのモールの数が多く、最後の1個が二重に売れる",
        "Another mall shows more than there is: the last piece is sold twice",
    ),
    "mall-sold-out": (
        "在庫があるのに、ほかのモールで売り切れになっている",
        "Another mall shows 0 although there is stock",
    ),
    "restricted-open-on-one-mall": (
        "販売を止めたSKUが、1つのモールだけで売られている",
        "A stopped SKU is open on one mall",
    ),
    "ended-code-in-one-system": (
        "終了した商品が、1つのモールだけで売られている",
        "What has ended is still on sale on one mall",
    ),
    "new-code-in-one-system": (
        "新しい商品が1つのモールだけにあり、対応表にない",
        "A new product is on one mall and not in the mapping",
    ),
    "sync-stopped": (
        "連携が止まり、数時間前の数のままになっている",
        "The sync has stopped: a mall shows the numbers of hours ago",
    ),
    "oms-drifts": (
        "OMSの数が倉庫より多い",
        "The OMS counts more than the warehouse has",
    ),
    "oms-free-negative": (
        "OMSのフリー在庫がマイナス",
        "The free stock of the OMS is below 0",
    ),
    "over-allocated": (
        "倉庫の引当数が在庫数より多い",
        "More is allocated in the warehouse than lies there",
    ),
    "fba-in-merchant-file": (
        "FBAのSKUが自社出荷のファイルに入っている",
        "A SKU of FBA stands in a file of the merchant",
    ),
    "inbound-counted-as-sellable": (
        "Amazonへ納品中の数を、出荷できる数に数えた",
        "What is on its way to Amazon is counted as sellable",
    ),
    "warehouse-counted-twice": (
        "2つ目の倉庫を二重に数えた",
        "The second warehouse is counted twice",
    ),
    "warehouse-missing": (
        "2つ目の倉庫の一覧が絞り込まれている",
        "The list of the second warehouse is narrowed down",
    ),
    "allocation-over": (
        "モールの数が配分を大きく超えている",
        "A mall shows far more than its share",
    ),
    "arrival-not-on-sale": (
        "入荷したのに販売数に入っていない",
        "What arrived is not on sale",
    ),
    "shipment-still-on-sale": (
        "出荷したのに販売数が減っていない",
        "What was shipped is still on sale",
    ),
    "returns-not-back": (
        "良品の返品が販売数に戻っていない",
        "What came back whole is not on sale",
    ),
    "damage-still-on-sale": (
        "破損したのに販売数が減っていない",
        "What broke is still on sale",
    ),
    "returned-twice": (
        "キャンセルの在庫が二度戻った",
        "The stock of a cancelled order came back twice",
    ),
    "never-returned": (
        "キャンセルの在庫が戻っていない",
        "The stock of a cancelled order never came back",
    ),
    "arrival-short": (
        "入荷が予定より少ない",
        "Fewer pieces came than were planned",
    ),
    "movement-missing": (
        "入出庫の記録が1件足りない",
        "One movement is not in the list",
    ),
    "ledger-does-not-add-up": (
        "受払表の計算が合わない",
        "The ledger does not add up",
    ),
    "preorder-over-inbound": (
        "予約の数が入荷予定を超えている",
        "More is sold ahead than will come",
    ),
    "release-date-moved": (
        "入荷予定が発売日より後になった",
        "What is sold ahead arrives after its release",
    ),
    "count-sheet-missing": (
        "棚卸表が1枚足りない",
        "One sheet of the stocktake is missing",
    ),
    "rank-a-not-planned": (
        "A品が棚卸しの計画から漏れている",
        "Goods of rank A were left out of the stocktake",
    ),
    "rank-b-not-planned": (
        "全品の棚卸しなのに、B品がリストにも表にもない",
        "Goods of rank B stand on no list and no sheet of a stocktake of all goods",
    ),
    "counted-by-one-only": (
        "1人しか数えていない棚卸表がある",
        "One sheet was counted by one person only",
    ),
    "count-differs": (
        "実棚数が帳簿と違う",
        "A count differs from the book",
    ),
    "count-blank": (
        "実棚数が空白",
        "A count is blank",
    ),
    "shipment-past-promise": (
        "出荷の約束を過ぎた受注がある",
        "An order is past its promise",
    ),
    "movement-without-reason": ("入出庫の理由が空白", "A movement has no reason"),
    "movement-negative": ("入出庫の数量がマイナス", "The quantity of a movement is below 0"),
    "arrival-overdue": ("予定日を過ぎても入荷していない", "An arrival is past its day"),
    "cancelled-after-told": (
        "倉庫に出荷を指示したあとでキャンセルした",
        "An order was cancelled after the warehouse was told to ship it",
    ),
    "days-missing": ("1か月分の受注が、1週間分しかない", "The list of a month's orders holds a week only"),
    "order-line-doubled": ("受注に同じ明細が2行ある", "A line of an order stands twice in the list"),
    "sells-out-within-hours": (
        "直近1時間の注文が多く、2時間もたずに売り切れる",
        "At the speed of the last hour a SKU sells out within two hours",
    ),
    "wanted-too-few": ("表の最初の数行しか渡されていない", "Only the first rows of a list were handed in"),
    "prepared-not-there": (
        "仕込み表のSKUの倉庫在庫が、すべて引当済み",
        "Of a SKU prepared for a sale everything is allocated already",
    ),
    "prepared-over-share": (
        "仕込み表に、このモールの枠を少し超えるSKUが入った",
        "A SKU was prepared with some pieces more than this mall's share",
    ),
    "prepared-not-buyable": (
        "仕込み表のSKUが、SKU倉庫指定で買えない",
        "A SKU that was prepared for a sale is hidden (SKU倉庫指定) and cannot be bought",
    ),
    "order-without-stock": (
        "在庫より多い注文が入っている",
        "An order is larger than the stock",
    ),
    "promise-on-closed-day": (
        "休業日に出荷や配達を約束している",
        "An order is promised for a closed day",
    ),
    "next-day-across-closed-day": (
        "休みを挟むのに、翌日のお届けを約束している",
        "Delivery on the next day is promised across closed days",
    ),
    "low-stock": (
        "売れ筋のSKUが残り1個で、誰も気づいていない",
        "A best seller is down to one piece, unseen",
    ),
    "lead-time-missing": (
        "出荷リードタイムが設定されていない",
        "A SKU has no lead time",
    ),
    "lead-time-too-fast": (
        "守れない早さの納期を約束している",
        "A SKU is promised too fast",
    ),
    "lead-time-too-slow": (
        "在庫があるのに取り寄せの納期になっている",
        "A SKU with stock has the lead time of a back-order",
    ),
    "backorder-with-instock-promise": (
        "取り寄せ商品が、在庫ありの納期になっている",
        "A back-order SKU is promised as in stock",
    ),
    "backorder-without-promise": (
        "取り寄せ商品に納期がない",
        "A back-order SKU has no lead time",
    ),
    "backorder-open": (
        "取り寄せできないSKUが、在庫切れでも注文を受けている",
        "A SKU that cannot be back-ordered takes orders at 0",
    ),
    "release-date-past": (
        "過ぎた発売日のまま予約を受けている",
        "Preorders are taken with a release date that has gone by",
    ),
    "promise-not-moved": (
        "発売が延びたのに、1つのモールだけ元の日のまま",
        "The release was put off, and one mall still names the old day",
    ),
    "set-part-missing": (
        "セット構成表の構成品が1つ足りない",
        "A part of a set is missing from the list of sets",
    ),
    "set-quantity-wrong": (
        "セット構成表の入数が違う",
        "The quantity of a part is wrong in the list of sets",
    ),
    "set-part-out": (
        "構成品が全部引き当てられたのに、セットを売っている",
        "All pieces of a part are allocated and its set is on sale",
    ),
    "map-code-blank": (
        "新しいSKUの倉庫商品IDが、対応表で空白",
        "A new SKU has no code of the warehouse in the mapping",
    ),
    "map-code-doubled": (
        "対応表の2つのSKUが、同じ倉庫商品IDになっている",
        "Two SKUs of the mapping have the same code of the warehouse",
    ),
    "never-alone": (
        "引き継ぐ人の作業に、毎回代行会社の人が手を入れている",
        "The agency made entries in every session of who takes the work over",
    ),
    "accuracy-fell": (
        "今週の在庫精度が、前の週より5ポイント低い",
        "This week's stock accuracy is five points lower than that of the weeks before",
    ),
    "prepared-sold-already": (
        "セールに仕込む商品に、倉庫がまだ知らない大口の注文が入っている",
        "Of a SKU prepared for a sale a bulk order waits of which the warehouse does not know yet",
    ),
    "week-unmeasured": ("今週の突合が行われていない", "Nothing was reconciled this week"),
    "map-row-missing": ("対応表からSKUの行が消えた", "The row of a SKU is gone from the mapping"),
    "map-zero-lost": ("対応表のコードの先頭の0が消えた", "The zeros before a code of the mapping are gone"),
    "map-copy-alone": (
        "コピーページの、元の商品の行が対応表から消えた",
        "The mapping lost the row of the product itself, of which there is a copy page",
    ),
    "map-long-oms-code": (
        "OMSの商品コードが長すぎる（30文字まで）",
        "A code for the OMS is too long (at most 30 characters)",
    ),
    "map-page-doubled": (
        "対応表の2つのSKUに、同じ楽天のコードがある",
        "Two SKUs of the mapping have the same codes at Rakuten",
    ),
    "map-sku-doubled": (
        "対応表に同じSKUを2回入れた（コピーページではない）",
        "A SKU stands twice in the mapping, and not as a copy page",
    ),
    "map-sort-misspelt": (
        "対応表の種別が、決まった5つの語でない",
        "The kind of a SKU in the mapping is none of the five words",
    ),
    "reserve-past": ("取り置きの期限が過ぎている", "The day until which pieces are kept has passed"),
    "dead-stock": (
        "在庫の金額が大きいのに、4週間売れていない",
        "Much money lies in a SKU that has not sold for four weeks",
    ),
}
