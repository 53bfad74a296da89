"""What the sample shop sells: names, colours, sizes and prices, as plain tables.

Everything is made up. The tables are read by ``catalogue``, which gives each line its codes and its pages.
"""

from __future__ import annotations

FOOD, LINEN, WARE = "食品", "布もの", "道具"

#: The SKU that stands on two pages, the one that is sold ahead, and the codes that have ended.
COPIED = "TEA-02"
PREORDER = "FUKUCHA-27"
ENDED = ("TEA-91", "APR-H09-NV-M")

#: Teas that are sold in one size: (name, price in yen with tax). Their codes are ``TEA-01`` onwards.
TEAS = (
    ("知覧煎茶 ティーバッグ 20個入", 980),
    ("深蒸し煎茶 ティーバッグ 20個入", 1080),
    ("玄米茶 ティーバッグ 20個入", 780),
    ("ほうじ茶 ティーバッグ 20個入", 780),
    ("有機抹茶 30g缶", 1680),
    ("粉末緑茶 60g", 1080),
    ("水出し煎茶 15個入", 880),
    ("和紅茶 ティーバッグ 15個入", 1180),
    ("黒豆茶 ティーバッグ 20個入", 880),
    ("そば茶 200g", 780),
    ("ごぼう茶 ティーバッグ 20個入", 980),
    ("コーン茶 ティーバッグ 20個入", 780),
    ("麦茶 ティーバッグ 40個入", 680),
    ("ルイボスティー 50個入", 1280),
    ("柚子ほうじ茶 ティーバッグ 12個入", 880),
    ("生姜紅茶 ティーバッグ 12個入", 880),
    ("桜煎茶 ティーバッグ 12個入", 880),
    ("抹茶入り玄米茶 ティーバッグ 20個入", 880),
    ("茎ほうじ茶 ティーバッグ 20個入", 880),
    ("カフェインレス煎茶 12個入", 1080),
    ("お徳用 粉茶 300g", 1280),
    ("抹茶ラテの素 200g", 1180),
    ("ほうじ茶ラテの素 200g", 1180),
    ("①番摘み 煎茶 ティーバッグ 10個入", 1280),
)

#: Leaf teas in three sizes: (word of the page, name, price of 50 g).
LEAVES = (
    ("yabukita", "やぶきた煎茶", 648),
    ("chiran", "知覧 深蒸し煎茶", 756),
    ("kamairi", "髙千穂 釜炒り茶", 864),
    ("gyokuro", "玉露", 1404),
    ("kabuse", "かぶせ茶", 972),
    ("kukicha", "茎茶（白折）", 540),
    ("houji", "浅煎りほうじ茶", 486),
    ("bou-houji", "加賀風 棒ほうじ茶", 648),
    ("genmai", "玄米茶", 432),
    ("bancha", "三年番茶", 540),
    ("tamaryoku", "蒸し製玉緑茶", 702),
    ("wakoucha", "和紅茶 べにふうき", 864),
    ("wakoucha-smoke", "和紅茶 燻製", 972),
    ("mecha", "芽茶", 594),
)

#: Sizes of the leaf teas: (end of the code, words, how many times the price of 50 g, in percent).
LEAF_SIZES = (("050", "50g", 100), ("100", "100g", 185), ("200", "200g", 340))

#: Nuts and dried fruit in three sizes: (number, name, price of 200 g). Their codes are six figures: ``001002``.
NUTS = (
    (10, "素焼きアーモンド", 880),
    (20, "素焼きカシューナッツ", 980),
    (30, "生くるみ", 880),
    (40, "ミックスナッツ 4種", 1080),
    (50, "ピスタチオ 殻付き", 1180),
    (60, "マカダミアナッツ", 1380),
    (70, "ヘーゼルナッツ", 1180),
    (80, "ピーカンナッツ", 1280),
    (90, "ドライいちじく", 980),
    (100, "ドライマンゴー", 1180),
    (110, "干しぶどう", 680),
    (120, "ドライクランベリー", 880),
)

#: Sizes of the nuts: (end of the code, words, how many times the price of 200 g, in percent).
NUT_SIZES = (("02", "200g", 100), ("05", "500g", 220), ("10", "1kg", 400))

#: Sweets, whose code is the 13-figure in-store barcode: (name, price).
SWEETS = (
    ("抹茶羊羹 1本", 1080),
    ("栗羊羹 1本", 1280),
    ("ほうじ茶羊羹 1本", 1080),
    ("黒糖かりんとう 180g", 540),
    ("きなこねじり 150g", 432),
    ("抹茶クッキー 12枚", 1080),
    ("ほうじ茶クッキー 12枚", 1080),
    ("抹茶バウムクーヘン", 1620),
    ("玄米おこし 10個", 756),
    ("落花生せんべい 15枚", 648),
    ("金平糖 80g", 486),
    ("抹茶生キャラメル 100g", 864),
    ("柚子寒天 8個", 756),
    ("最中 6個", 1404),
    ("どら焼き 5個", 1296),
    ("抹茶トリュフ 9粒", 1512),
)

#: Honey and jam: (name, price). Codes ``HNY-01`` onwards.
HONEYS = (
    ("百花はちみつ 250g", 1480),
    ("みかんはちみつ 250g", 1680),
    ("アカシアはちみつ 250g", 1880),
    ("ナッツの蜂蜜漬け 200g", 1980),
    ("いちごジャム 150g", 880),
    ("柚子マーマレード 150g", 880),
    ("抹茶ミルクジャム 150g", 980),
    ("ほうじ茶ミルクジャム 150g", 980),
)

#: Colours of the linen: (upper-case code, word in the SKU管理番号, words).
#: Blue and black share their letter: Rakuten keeps ``b`` and ``B`` apart, and so must whoever reads them.
COLOURS = (
    ("NV", "nv", "ネイビー"),
    ("BE", "be", "ベージュ"),
    ("GY", "gy", "グレー"),
    ("OL", "ol", "オリーブ"),
    ("WH", "wh", "ホワイト"),
    ("BL", "b", "ブルー"),
    ("BK", "B", "ブラック"),
    ("RD", "rd", "レッド"),
)

#: Aprons and caddies come in fewer.
FEWER_COLOURS = tuple(colour for colour in COLOURS if colour[0] not in {"BL", "WH"})

SIZES = ("S", "M", "L")

#: Aprons in six colours and three sizes: (code, name, price).
APRONS = (
    ("H01", "リネン 首掛けエプロン", 3980),
    ("H02", "リネン ワークエプロン", 4980),
    ("H03", "綿麻 カフェエプロン", 2980),
    ("K01", "キッズエプロン", 2480),
)

#: Kitchen linen in eight colours: (code, name, price).
LINENS = (
    ("FKN", "蚊帳生地のふきん", 550),
    ("LMT", "リネン ランチョンマット", 1320),
    ("MTN", "キルト ミトン", 1650),
    ("PHD", "鍋つかみ", 990),
    ("KTW", "ワッフル キッチンタオル", 880),
    ("NPK", "リネン ナプキン", 770),
    ("CST", "刺し子コースター", 440),
    ("BNT", "お弁当包み", 1100),
)

#: Ware with an eleven-figure supplier's code: (name, price).
WARES = (
    ("常滑焼風 急須 300ml", 4400),
    ("常滑焼風 急須 450ml", 4950),
    ("耐熱ガラス急須", 2750),
    ("湯呑み 白", 1100),
    ("湯呑み 青磁", 1320),
    ("茶筅 八十本立", 3300),
    ("抹茶茶碗 粉引", 4950),
    ("茶さじ 竹", 660),
    ("茶こし ステンレス", 880),
    ("水出しボトル 750ml", 2200),
    ("汲み出し 5客", 5500),
    ("木の菓子皿", 1650),
    ("丸盆 24cm", 3300),
    ("鉄瓶敷き", 1540),
    ("はちみつスプーン 木", 770),
    ("保存瓶 500ml", 1100),
    ("保存瓶 1L", 1430),
    ("ナッツ割り", 1980),
    ("豆皿 3枚組", 1980),
    ("箸置き 5個組", 1650),
)

#: Tea caddies in six colours: (code, name, price).
CADDIES = (
    ("C100", "和紙茶筒 100g", 1320),
    ("C150", "和紙茶筒 150g", 1540),
    ("C200", "和紙茶筒 200g", 1760),
    ("CTIN", "ブリキ茶筒", 1210),
)

#: Gift sets: (name, price, ((code of a part, how many), …)). Codes ``GIFT-01`` onwards.
GIFTS = (
    ("お茶ギフト 煎茶とほうじ茶", 2380, (("TEA-01", 1), ("TEA-04", 1))),
    ("お茶ギフト 三種", 3280, (("TEA-01", 1), ("TEA-03", 1), ("TEA-08", 1))),
    ("お茶と羊羹のギフト", 2580, (("LF01-100", 1), ("SWEET-01", 1))),
    ("抹茶はじめてセット", 6980, (("TEA-05", 1), ("WARE-06", 1), ("WARE-08", 1))),
    ("ナッツ詰め合わせ 3袋", 2980, (("001002", 1), ("002002", 1), ("003002", 1))),
    ("ミックスナッツ まとめ買い 2袋", 1980, (("004002", 2),)),
    ("はちみつとナッツのギフト", 4680, (("HNY-01", 1), ("HNY-04", 1), ("001002", 2))),
    ("ジャム 4種セット", 3580, (("HNY-05", 1), ("HNY-06", 1), ("HNY-07", 1), ("HNY-08", 1))),
    ("湯呑み 夫婦セット", 2380, (("WARE-04", 1), ("WARE-05", 1))),
    ("ふきん 3枚セット 青", 1500, (("FKN-BL", 3),)),
    ("ランチョンマット 2枚と箸置き", 3980, (("LMT-BE", 2), ("WARE-20", 1))),
    ("急須と玉露の贈りもの", 7580, (("WARE-01", 1), ("LF04-100", 1))),
    ("おうちカフェ ほうじ茶ラテ", 2980, (("TEA-23", 2), ("SWEET-07", 1))),
    ("季節の和菓子セット", 2980, (("SWEET-14", 1), ("SWEET-15", 1))),
)

#: Codes of which nothing is left: a part of the last gift is among them, so that set cannot be sold.
SOLD_OUT = ("SWEET-14", "TEA-17", "APR-H02-OL-S", "APR-H03-RD-L", "NPK-RD", "LF13-200", "009010", "C200-RD")
