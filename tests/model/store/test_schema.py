"""New files and migrated files have one schema, and making a new one loads no Alembic."""

from __future__ import annotations

import contextlib
import sqlite3
import subprocess
import sys
from pathlib import Path

from sqlalchemy import create_engine

from app.model.store.files import APPLICATION_ID
from app.model.store.schema import REVISION, SCHEMA, create_schema
from app.model.store.upgrading import MIGRATIONS, migrate

ROOT = Path(__file__).resolve().parents[3]


def schema_of(path: Path) -> dict[str, str]:
    with contextlib.closing(sqlite3.connect(path)) as file:
        rows = file.execute("SELECT type, name, sql FROM sqlite_schema WHERE sql IS NOT NULL")
        return {f"{kind} {name}": " ".join(sql.split()) for kind, name, sql in rows}


def test_metadata_and_migrations_agree(tmp_path: Path) -> None:
    made, migrated = tmp_path / "made", tmp_path / "migrated"
    with contextlib.closing(sqlite3.connect(made)):
        engine = create_engine(f"sqlite:///{made}")
        with engine.begin() as connection:
            create_schema(connection)
        engine.dispose()
    engine = create_engine(f"sqlite:///{migrated}")
    with engine.begin() as connection:
        migrate(connection)
    engine.dispose()
    assert schema_of(made) == schema_of(migrated)
    assert len(schema_of(made)) > 50


def test_the_newest_migration_is_the_one_that_new_files_are_stamped_with() -> None:
    from alembic.config import Config
    from alembic.script import ScriptDirectory

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.set_main_option("path_separator", "os")
    script = ScriptDirectory.from_config(config)
    assert script.get_heads() == [REVISION]
    assert len(list(script.walk_revisions())) == SCHEMA


def test_a_new_file_says_what_it_is_in_its_header(tmp_path: Path) -> None:
    engine = create_engine(f"sqlite:///{tmp_path / 'new'}")
    with engine.begin() as connection:
        create_schema(connection)
    engine.dispose()
    header = (tmp_path / "new").read_bytes()[:100]
    assert int.from_bytes(header[68:72], "big") == APPLICATION_ID
    assert int.from_bytes(header[60:64], "big") == SCHEMA


def test_creating_opening_and_editing_never_load_alembic(tmp_path: Path) -> None:
    code = f"""
import sys
from pathlib import Path
from tests.workspaces import CATALOGUE, new_routing, new_version, new_workspace
from app.services.workspace import Workspace
ws = new_workspace(Path({str(tmp_path)!r}))
new_version(ws, new_routing(ws))
ws.close()
Workspace.open(ws.path, CATALOGUE).close()
loaded = {{name.partition(".")[0] for name in sys.modules}}
assert "sqlalchemy" in loaded
assert not loaded & {{"alembic", "mako"}}, loaded
assert not any(name.startswith("sqlalchemy.orm") for name in sys.modules)
"""
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", code], cwd=ROOT, capture_output=True, check=False
    )
    assert done.returncode == 0, done.stderr.decode()
