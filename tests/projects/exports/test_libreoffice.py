"""CSV and workbooks in LibreOffice, which opens both in one start."""

from __future__ import annotations

import csv
import shutil
import subprocess
from pathlib import Path

import pytest

from projects.exports.csv_file import write_csv
from projects.exports.workbook import write_workbook

from .hard_rows import ABOUT, COLUMNS, LONG, ROWS

pytestmark = pytest.mark.once


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice (soffice) is not installed")
@pytest.mark.slow
def test_csv_and_workbook_are_read_by_libreoffice(tmp_path: Path) -> None:
    """Both are saved as CSV by LibreOffice: letters and long figures stay, no formula was run."""
    with (tmp_path / "from_csv.csv").open("w", encoding="utf-8", newline="") as stream:
        write_csv(stream, COLUMNS, iter(ROWS), bom=True)
    write_workbook(tmp_path / "from_xlsx.xlsx", COLUMNS, iter(ROWS), ABOUT)
    utf8 = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true"
    subprocess.run(
        [
            "soffice",
            f"-env:UserInstallation=file://{tmp_path}/profile",
            "--headless",
            "--infilter=CSV:44,34,76,1,,0,true",  # quoted cells are text
            "--convert-to",
            utf8,
            "--outdir",
            str(tmp_path / "out"),
            str(tmp_path / "from_csv.csv"),
            str(tmp_path / "from_xlsx.xlsx"),
        ],
        check=True,
        capture_output=True,
        timeout=120,
    )
    for name in ("from_csv", "from_xlsx"):
        with (tmp_path / "out" / f"{name}.csv").open(encoding="utf-8-sig", newline="") as stream:
            table = {row["id"]: row for row in csv.DictReader(stream)}
        assert table["а"]["title"] == 'Қазақстан – Әлия, «үй»; "ё"', name
        assert table["empty"]["value"] == "", name
        assert table["formula-0"]["title"] == "'=1+1", name
        assert "2" not in {row["title"] for row in table.values()}, name
    assert table["long"]["value"] == str(LONG)
