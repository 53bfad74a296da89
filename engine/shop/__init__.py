"""Should: one client's shop, from ``shop.yaml`` and the files beside it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from engine.errors import Place, PlaybookError, Problem, message
from engine.formats import Format, layouts
from engine.model import validate
from engine.shop.own import FORMATS as OWN_FORMATS
from engine.shop.own import rules
from engine.shop.profile import Person, Profile
from engine.stock import ShopRules
from engine.yaml import load

__all__ = ["OWN_FORMATS", "Person", "Profile", "Shop", "gather", "read"]

PROFILE = "shop.yaml"
LAYOUTS = "layouts"


@dataclass(frozen=True)
class Shop:
    """A shop: its profile, the rules made of its own files, and the formats that it knows (ours and its own)."""

    profile: Profile
    rules: ShopRules
    formats: Mapping[str, Format]


def gather(folder: Path) -> dict[str, bytes]:
    """The bytes of a shop by name: its profile, its own files, its mapped layouts.

    Raises:
        PlaybookError: the folder holds no profile, or names a file that is not there.
    """
    profile_path = folder / PROFILE
    if not profile_path.is_file():
        raise PlaybookError(Problem(Place(folder.as_posix()), message("shop.no_profile", name=PROFILE)))
    made = {PROFILE: profile_path.read_bytes()}
    profile = validate(Profile, load(made[PROFILE], profile_path.as_posix()))
    for name in profile.files.model_dump(exclude_none=True).values():
        path = folder / name
        if not path.is_file():
            what = message("shop.file_missing", name=path.as_posix(), kind=name)
            raise PlaybookError(Problem(Place(profile_path.as_posix()), what))
        made[name] = path.read_bytes()
    for path in sorted((folder / LAYOUTS).glob("*.yaml")):
        made[f"{LAYOUTS}/{path.name}"] = path.read_bytes()
    return made


def read(files: Mapping[str, bytes], shown: str = "", formats: Mapping[str, bytes] | None = None) -> Shop:
    """The shop in these bytes; ``shown`` is the folder that messages name, ``formats`` the layouts pinned with it.

    Raises:
        PlaybookError: with every mistake of the first file that has one.
        StockError: one of its own files is not of its format.
    """
    prefix = f"{shown}/" if shown else ""
    profile = validate(Profile, load(files[PROFILE], prefix + PROFILE))
    own = {name: data for name, data in files.items() if name.startswith(f"{LAYOUTS}/")}
    known = layouts(own, formats)
    return Shop(profile, rules(profile, files, known), known)
