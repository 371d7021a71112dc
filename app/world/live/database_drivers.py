"""Which driver reaches a database: the one that the URL names, else the first that is installed."""

from __future__ import annotations

import importlib.util
from collections.abc import Callable
from typing import Final

from app.model.errors import UserError
from app.model.resources.database_url import DIALECTS, DatabaseUrl
from app.model.text import _

MODULES: Final = {
    "psycopg": "psycopg",
    "psycopg2": "psycopg2",
    "pg8000": "pg8000",
    "pymysql": "pymysql",
    "mysqldb": "MySQLdb",
    "mysqlconnector": "mysql",
    "mariadbconnector": "mariadb",
    "mssqlpython": "mssql_python",
    "pyodbc": "pyodbc",
    "pymssql": "pymssql",
    "oracledb": "oracledb",
    "cx_oracle": "cx_Oracle",
    "pysqlite": "sqlite3",
}
"""The module of each driver."""

PACKAGES: Final = {
    "mysqldb": "mysqlclient",
    "mysqlconnector": "mysql-connector-python",
    "mariadbconnector": "mariadb",
    "mssqlpython": "mssql-python",
    "psycopg": "psycopg[binary]",
    "pymysql": "PyMySQL",
}
"""What installs a driver where that is called otherwise."""


def is_installed(driver: str) -> bool:
    """Whether a driver is there; nothing of it is loaded."""
    return importlib.util.find_spec(MODULES[driver]) is not None


def driver_for(url: DatabaseUrl, installed: Callable[[str], bool] = is_installed) -> str:
    """The driver to use; `UserError` names the package to install where there is none."""
    known = DIALECTS[url.dialect]
    wanted = (url.driver,) if url.driver else known.drivers
    found = next((one for one in wanted if installed(one)), None)
    if found is None:
        package = PACKAGES.get(wanted[0], wanted[0])
        raise UserError(
            _(
                "The driver for {name} is not installed. Install the Python package {package},"
                " then try again.",
                name=known.name,
                package=package,
            )
        )
    return found
