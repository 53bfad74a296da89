"""Ten checks over five sources, from raw files to findings: this engine against the same work by hand in DuckDB.

``python benchmarks/ten_checks.py [--sizes 100000 1000000] [--runs N]`` prints a Markdown table of ratios. Each
side runs in a process of its own, in turn, and says its time and peak memory; warm is a later run in one process.

Ours does more: fingerprints of the files, every unreadable cell with row and column, rows that cannot be told, findings
in words. Both give the count of each check and the first 100 rows.
"""

from __future__ import annotations

import argparse
import json
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent))
import measuring
import workload

LIMIT = 100
WARM_RUNS = 7
WARM_ONCE = 500_000


#: Of each check how many it found, and the keys of the first.
Answers = dict[str, tuple[int, list[str]]]


def ours(folder: Path) -> dict[str, int]:
    """Counts of each check, by this engine; the first findings in words."""
    from engine.checks import words

    results = _results(folder, LIMIT)
    listed = [words(finding, "ja") for result in results for finding in result.findings]
    assert listed
    return {result.check: result.figures["found"] for result in results}


def ours_told(folder: Path) -> Answers:
    """What this engine found in the words of the ten questions, to be compared with the others.

    Rows that could not be told (an unreadable or doubled cell) are findings of ours and of nobody else; what is below
    zero is asked by the first check, so that "zero on sale" of the others does not ask it again.
    """
    told: dict[str, list[str]] = {}
    unlisted = 0
    for result in _results(folder, sys.maxsize):
        check = "readable" if result.check.startswith("readable-") else result.check
        listed = (f for f in result.findings if f.code != "untold" and (check != "on-sale" or f.left == 0))
        told.setdefault(check, []).extend(f.key for f in listed)
        if check == "readable":  # of very many cells that fail alike all are counted, and the first thousand listed
            unlisted += result.figures["found"] - len(result.findings)
    return {check: (len(keys) + unlisted * (check == "readable"), keys[:LIMIT]) for check, keys in told.items()}


def _results(folder: Path, limit: int) -> Any:
    from engine.checks import adapter, run
    from engine.formats import Part, parse, read
    from engine.formats.together import together
    from engine.stock import KeyRule, Keys, ShopRules, Stock

    rules = ShopRules(keys=Keys(rules={"bench-yahoo": KeyRule("joined")}))
    checks = [adapter.validate_python({**check, "if_failed": "x"}) for check in workload.CHECKS]
    with Stock(rules, datetime(2026, 11, 24, tzinfo=UTC), "Asia/Tokyo") as stock:
        formats = {a: parse(workload.LAYOUTS[a].encode(), f"bench-{a}.yaml") for a in workload.FILES}

        def reading(alias: str) -> Any:
            needed = {
                "rakuten": ("sku", "stock", "lead_time"),
                "yahoo": ("code", "sub_code", "quantity"),
                "wms": ("sku", "on_hand", "reserved", "quality"),
            }.get(alias, ("sku", "quantity"))
            name = workload.FILES[alias]
            return read(formats[alias], [Part(name, (folder / name).read_bytes())], needed)

        sizes = [(folder / workload.FILES[alias]).stat().st_size for alias in formats]
        for alias, found in zip(formats, together(reading, list(formats), sizes), strict=True):
            stock.add(alias, formats[alias], found)
        return run(stock, checks, limit=limit)


def by_hand(folder: Path) -> dict[str, int]:
    """Counts of each check, hand-written."""
    return {check: count for check, (count, _) in by_hand_told(folder).items()}


def by_hand_told(folder: Path) -> Answers:
    """The ten checks, hand-written: decoded in Python, then SQL."""
    import duckdb

    con = duckdb.connect()
    load(con, folder)
    made = {check: _counted(con, sql) for check, sql in SQL.items()}
    con.close()
    return made


def load(con: Any, folder: Path) -> None:
    """Makes a table of each source, ``stock`` a number where it is one, and ``free``: what each SKU has to sell."""
    with tempfile.TemporaryDirectory() as temporary:
        for alias, name in workload.FILES.items():
            path = folder / name
            if workload.ENCODINGS[alias] != "utf-8":
                text = path.read_bytes().decode(workload.ENCODINGS[alias])
                path = Path(temporary, name)
                path.write_bytes(text.encode())
                del text
            con.execute(_TABLES[alias].format(path=path))
    con.execute(
        "create table free as select sku, sum(on_hand - reserved) filter (quality = '良品') available, "
        "count(*) filter (on_hand is null or reserved is null) bad from wms group by sku"
    )


def _counted(con: Any, sql: str) -> tuple[int, list[str]]:
    """How many rows a check finds; the first of them are fetched, a key each. The check itself runs once."""
    con.execute(f"create or replace temp table found as {sql}")
    rows = con.execute(f"from found limit {LIMIT}").fetchall()
    return int(con.execute("select count(*) from found").fetchall()[0][0]), [row[0] for row in rows]


def _number(column: str) -> str:
    return f"case when regexp_full_match(trim({column}), '[+-]?[0-9]+') then trim({column})::bigint end"


_READ = "read_csv('{{path}}', all_varchar=true, header=true, delim='{delim}', quote='{quote}', new_line='{line}')"
_CSV = _READ.format(delim=",", quote='"', line="\\r\\n")
_TABLES = {
    "rakuten": f'create table rakuten as select "システム連携用SKU番号" sku, {_number("在庫数")} stock, '
    f'"在庫数" raw, "在庫あり時納期管理番号" lead_time from {_CSV}',
    "amazon": f"create table amazon as select sku, {_number('quantity')} stock, quantity raw from "
    + _READ.format(delim="\\t", quote="", line="\\n"),
    "yahoo": f'create table yahoo as select code || "sub-code" sku, {_number("quantity")} stock, quantity raw '
    f"from {_CSV}",
    "shopify": f'create table shopify as select "SKU" sku, {_number("Available")} stock, "Available" raw from '
    + _READ.format(delim=",", quote='"', line="\\n"),
    "wms": f"create table wms as select 商品コード sku, {_number('実在庫数')} on_hand, {_number('引当数')} reserved, "
    f"良品区分 quality from {_CSV}",
}
#: The ten checks, each a question whose rows are what it found, the SKU first.
SQL = {
    "not-negative": "select sku, stock from rakuten where stock < 0",
    "unique": "select sku, count(*) n from rakuten group by sku having n > 1",
    "present": "select sku from free anti join rakuten using (sku)",
    "not-more": """
        select r.sku, r.stock, f.available from rakuten r join free f using (sku) where r.stock > f.available""",
    "sum-of-malls": """
        select f.sku, f.available,
               coalesce(r.stock, 0) + coalesce(a.stock, 0) + coalesce(y.stock, 0) + coalesce(s.stock, 0) total
        from free f left join rakuten r using (sku) left join amazon a using (sku) left join yahoo y using (sku)
        left join shopify s using (sku) where total > f.available""",
    "amazon-as-rakuten": """
        select r.sku, r.stock, a.stock from rakuten r join amazon a using (sku) where r.stock <> a.stock""",
    "lead-time": "select sku from rakuten where stock > 0 and lead_time is null",
    "readable": """
        select sku, raw from rakuten where stock is null union all select sku, raw from amazon where stock is null
        union all select sku, raw from yahoo where stock is null
        union all select sku, raw from shopify where stock is null
        union all select sku, null from wms where on_hand is null or reserved is null""",
    "on-sale": "select r.sku from rakuten r join free f using (sku) where r.stock = 0 and f.available > 0",
    "low-stock": "select sku, available from free where available < 3",
}


def ours_wide(folder: Path) -> dict[str, int]:
    """The wide RMS file by this engine, with the format that it ships."""
    from engine.checks import adapter, run, words
    from engine.formats import Part, layouts, parse, read
    from engine.formats.together import together
    from engine.stock import Received, ShopRules, Stock

    rms, wms = layouts()["rakuten-normal-item"], parse(workload.LAYOUTS["wms"].encode(), "bench-wms.yaml")
    name = "dl-normal-item_20261124063000-1.csv"
    checks = [adapter.validate_python({**check, "if_failed": "x"}) for check in WIDE]
    files = {name: (rms, ("item_id", "sku_id", "system_sku", "stock", "lead_time_in_stock")), "wms.csv": (wms, None)}

    def reading(name: str) -> Any:
        format_, needed = files[name]
        return read(format_, [Part(name, (folder / name).read_bytes())], needed)

    with Stock(ShopRules(), datetime(2026, 11, 24, tzinfo=UTC), "Asia/Tokyo") as stock:
        sizes = [(folder / name).stat().st_size for name in files]
        for alias, (format_, _), found in zip(
            ("rms", "wms"), files.values(), together(reading, list(files), sizes), strict=True
        ):
            stock.add(alias, format_, found, Received())
        results = run(stock, checks, limit=LIMIT)
    assert [words(finding, "ja") for result in results for finding in result.findings]
    return {result.check: result.figures["found"] for result in results}


WIDE: tuple[dict[str, object], ...] = (
    {"id": "not-negative", "kind": "not-negative", "of": "rms.stock.available"},
    {"id": "unique", "kind": "unique", "of": "rms.stock.sku"},
    {"id": "not-more", "kind": "not-more-than", "left": "rms.stock.available", "right": "wms.stock.available"},
    {
        "id": "lead-time",
        "kind": "filled",
        "of": "rms.stock.lead_time_in_stock",
        "where": {"available": {"at_least": 1}},
    },
    {"id": "readable", "kind": "readable", "of": "rms.rows.stock"},
)


def by_hand_wide(folder: Path) -> dict[str, int]:
    """The wide RMS file, hand-written."""
    import duckdb

    made: dict[str, int] = {}
    with tempfile.TemporaryDirectory() as temporary:
        con = duckdb.connect()
        paths = {}
        for name in ("dl-normal-item_20261124063000-1.csv", "wms.csv"):
            paths[name] = Path(temporary, name)
            paths[name].write_bytes((folder / name).read_bytes().decode("cp932").encode())
        con.execute(
            'create table rakuten as select "システム連携用SKU番号" sku, '
            + _number("在庫数")
            + ' stock, "在庫数" raw, "在庫あり時出荷リードタイム" lead_time from '
            + _CSV.format(path=paths["dl-normal-item_20261124063000-1.csv"])
            + ' where "SKU管理番号" is not null'
        )
        con.execute(_TABLES["wms"].format(path=paths["wms.csv"]))
        con.execute("create table free as select sku, sum(on_hand - reserved) available from wms group by sku")
        for check in ("not-negative", "unique", "not-more", "lead-time"):
            made[check], _ = _counted(con, SQL[check])
        made["readable"], _ = _counted(con, "select sku, raw from rakuten where stock is null")
        con.close()
    return made


SIDES: dict[str, Callable[[Path], dict[str, int]]] = {
    "ours": ours,
    "by-hand": by_hand,
    "ours-wide": ours_wide,
    "by-hand-wide": by_hand_wide,
}
TOLD: dict[str, Callable[[Path], Answers]] = {"ours": ours_told, "by-hand": by_hand_told}


def _child(side: str, folder: Path, *, warm: bool, told: bool) -> None:
    if told:
        answers = TOLD[side](folder)
        told_counts, keys = ({check: answer[part] for check, answer in answers.items()} for part in (0, 1))
        print(json.dumps({"counts": told_counts, "keys": keys}))
        return
    if side.startswith("ours"):
        from engine.lean import lean

        lean()  # as every process of the command begins
    times = []
    for _ in range(WARM_RUNS if warm else 1):
        begun = time.perf_counter()
        counts = SIDES[side](folder)
        times.append(time.perf_counter() - begun)
    # Of a whole process the seconds are measured outside of it; of a warm one inside.
    inside = {"seconds": statistics.median(times[2:])} if warm else {}
    print(json.dumps({**inside, "peak": measuring.peak(), "counts": counts}))


def command(side: str, folder: Path, *options: str) -> list[str]:
    """How a side is started as a process of its own."""
    return [sys.executable, str(Path(__file__).resolve()), "--child", side, "--folder", str(folder), *options]


#: The time ratios that we aim at, by what is measured and how many SKUs.
AIMS = {("warm", 1_000_000): 0.7, ("whole", 100_000): 1.1, ("whole", 1_000_000): 0.75}
#: A warm process at 10,000 SKUs may take so much of a whole process by hand: 60 of its 200 ms.
WARM_AIM = 0.3


def compare(title: str, folder: Path, runs: int, *, aim: float | None, warm: bool = False, wide: bool = False) -> str:
    """One line of the table: both sides in turn, medians."""
    names = ("ours-wide", "by-hand-wide") if wide else ("ours", "by-hand")
    found: dict[str, list[dict[str, Any]]] = {name: [] for name in names}
    for name in names:
        measuring.run(command(name, folder))  # one each that does not count
    for _ in range(runs):
        for name in names:
            found[name].append(measuring.run(command(name, folder, *(["--warm"] if warm else []))))
    ours_, hand = ([statistics.median(r[key] for r in found[name]) for key in ("seconds", "peak")] for name in names)
    return (
        f"| {title} | {hand[0]:.2f} s | {ours_[0]:.2f} s | **{ours_[0] / hand[0]:.2f}** | {aim or ''} "
        f"| {hand[1] / 1024:.0f} MB | {ours_[1] / 1024:.0f} MB | **{ours_[1] / hand[1]:.2f}** |"
    )


def compare_started(title: str, folder: Path, runs: int) -> str:
    """One line: a check in our warm process beside a whole process by hand, as somebody without ours would start it."""
    hand, ours_ = [], []
    for _ in range(runs):
        hand.append(measuring.run(command("by-hand", folder))["seconds"])
        ours_.append(measuring.run(command("ours", folder, "--warm"))["seconds"])
    middle, other = statistics.median(hand), statistics.median(ours_)
    return f"| {title} | {middle:.2f} s | {other:.2f} s | **{other / middle:.2f}** | {WARM_AIM} | | | |"


def main() -> None:
    """Prints the table."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--sizes", type=int, nargs="*", default=[100_000, 1_000_000])
    parser.add_argument("--warm-size", type=int, nargs="*", default=[10_000], help="SKUs; 0 leaves it out")
    parser.add_argument("--wide-size", type=int, nargs="*", default=[20_000], help="SKU rows; 0 leaves it out")
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--data", type=Path, default=Path(tempfile.gettempdir(), "tejun-bench"))
    parser.add_argument("--child")
    parser.add_argument("--folder", type=Path)
    parser.add_argument("--warm", action="store_true")
    parser.add_argument("--told", action="store_true")
    given = parser.parse_args()
    if given.child:
        _child(given.child, given.folder, warm=given.warm, told=given.told)
        return
    print("| ten checks, files to findings | by hand | ours | time ratio | aim | by hand | ours | memory ratio |")
    print("|---|---|---|---|---|---|---|---|")
    for size in filter(None, given.warm_size):
        workload.make(given.data / str(size), size)
        # A warm process measures several times in itself; of large ones one is enough.
        runs = given.runs if size < WARM_ONCE else 1
        folder, title = given.data / str(size), f"{size:,} SKUs, warm, in process"
        print(compare(title, folder, runs, aim=AIMS.get(("warm", size)), warm=True), flush=True)
        if size < WARM_ONCE:
            title = f"{size:,} SKUs, ours warm, by hand the whole process"
            print(compare_started(title, folder, runs), flush=True)
    for size in given.sizes:
        workload.make(given.data / str(size), size)
        aim = AIMS.get(("whole", size))
        print(compare(f"{size:,} SKUs", given.data / str(size), given.runs, aim=aim), flush=True)
    for size in filter(None, given.wide_size):
        folder = given.data / f"wide-{size}"
        workload.make_wide(folder, size, workload.wide_header())
        title = f"wide RMS file, {size:,} SKU rows × 573"
        print(compare(title, folder, given.runs, aim=AIMS["whole", 100_000], wide=True), flush=True)


if __name__ == "__main__":
    main()
