"""A results folder, written in the formats that may leave."""

from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path

from thuiszitters.base.errors import DataError, Problem
from thuiszitters.base.io import write_bytes, written_whole


class Outlet:
    """A results folder that takes only the formats that may leave.

    Parameters
    ----------
    folder
        Where the files go.
    file_types
        Formats that may leave beside `ALWAYS`.
    """

    ALWAYS = ("html", "png", "json", "parquet", "md")

    def __init__(self, folder: str | Path, file_types: Iterable[str]) -> None:
        self.folder = Path(folder)
        self.allowed = {*self.ALWAYS, *file_types}
        self._beside: Executor | None = None
        self._waiting: list[Future[None]] = []

    def takes(self, suffix: str) -> bool:
        return suffix in self.allowed

    def write(self, name: str, content: Callable[[], str | bytes]) -> None:
        """Make and write a file, unless its format stays inside."""
        if self.takes(name.rsplit(".", 1)[1]):
            made = content()
            data = made if isinstance(made, bytes) else made.encode("utf-8")
            write_bytes(self.folder / name, data)

    def write_beside(self, name: str, content: Callable[[], str | bytes]) -> None:
        """`write` in a second thread while the first goes on, for what is made outside Python."""
        assert self._beside is not None, "inside `with` of the outlet"
        self._waiting.append(self._beside.submit(self.write, name, content))

    def __enter__(self) -> "Outlet":
        self._beside = ThreadPoolExecutor(max_workers=1)
        return self

    def __exit__(self, *_: object) -> None:
        """Wait until all is written; what went wrong beside goes wrong here."""
        assert self._beside is not None
        self._beside.shutdown()
        self._beside = None
        for written in self._waiting:
            written.result()
        self._waiting.clear()


def write_together(folder: str | Path, files: Mapping[str, str | bytes]) -> list[Path]:
    """Write some files of one folder: all of them, or none when one cannot be written.

    Parameters
    ----------
    folder
        Where they go; it is made when it is missing.
    files
        Name to content; a text is written as UTF-8 with line feeds.

    Returns
    -------
    list of Path
        The files, in the order of `files`.

    Raises
    ------
    DataError
        When one of them cannot be written. What stood in the folder is as it was.
    """
    targets = [Path(folder) / name for name in files]
    taken = [target for target in targets if target.is_dir()]
    if taken:
        advice = "Take it away, or name another folder"
        raise DataError(Problem(str(one), "this is a folder", "a file", advice) for one in taken)
    with ExitStack() as all_of_them:
        for target, content in zip(targets, files.values(), strict=True):
            data = content if isinstance(content, bytes) else content.encode("utf-8")
            all_of_them.enter_context(written_whole(target)).write_bytes(data)
    return targets
