#!/usr/bin/python3
"""Runs a table of commands with Debian's unmodified OpenStack clients, all in one interpreter, since starting one costs a second.

    run-commands.py cinder|openstack TABLE ENDPOINT PROJECT

A line of the table is a command, and behind two blanks what is expected of it:

    list                                    it succeeds
    create 1 --name a  -> id:volume         it succeeds, and {volume} is from now on the answer's id: a property, or of the first row of a list
    show {volume}  ? available              it succeeds, and its output has the text, sooner or later
    migrate {volume} h@b#p  ! No available  it fails, and says so
    show {volume}  ?! No volume             it fails, and says so, sooner or later

A line that begins with the other client's name is run by that. Fails also when the client has a command that the table has not.
"""
import contextlib
import io
import logging
import re
import shlex
import sys
import time
from importlib.metadata import entry_points

TIMEOUT_S = 60
PAUSE_S = 0.05


class Client:
    """One of the clients: how it is called, and what it can."""

    def __init__(self, program, endpoint, project):
        self.program = program
        self._main = {"cinder": cinder, "openstack": openstack}[program]
        # From 3.66 on Debian's openstack makes no snapshots: it always sends a flag that is refused there.
        self._login = {
            "cinder": ["--os-auth-type", "noauth", "--os-user-id", "operator", "--os-project-id", project, "--os-endpoint", endpoint, "--os-volume-api-version", "3.70"],
            "openstack": ["--os-auth-type", "admin_token", "--os-token", f"operator:{project}", "--os-endpoint", endpoint, "--os-volume-api-version", "3.65"],
        }[program]

    @property
    def commands(self):
        """All that it can."""
        return cinder_commands(self) if self.program == "cinder" else openstack_commands()

    def run(self, arguments):
        """The exit code and everything that was printed."""
        logging.getLogger().handlers.clear()
        printed = io.StringIO()
        with contextlib.redirect_stdout(printed), contextlib.redirect_stderr(printed):
            try:
                code = self._main(self._login + arguments)
            except SystemExit as e:
                code = e.code
        return code or 0, printed.getvalue()


def cinder(arguments):
    from cinderclient import shell
    sys.argv = ["cinder"] + arguments
    return shell.main()


def openstack(arguments):
    from openstackclient import shell
    return shell.main(arguments)


def cinder_commands(client):
    return {word for word in client.run(["bash-completion"])[1].split() if not word.startswith("-")} - {"help"}


def openstack_commands():
    return {entry.name.replace("_", " ") for entry in entry_points().select(group="openstack.volume.v3")}


class Table:
    """What is to be run, and what earlier answers said."""

    def __init__(self, client, other, path, project):
        self._client = client
        self._other = other
        self._values = {"project": project}
        with open(path, encoding="utf-8") as file:
            lines = [line.strip() for line in file]
        self._rows = [re.fullmatch(r"(.*?)(?:  +(->|\?!?|!) (.*))?", line).groups() for line in lines if line and not line.startswith("#")]

    def missing(self):
        lines = [command + " " for command, _, _ in self._rows]
        known = self._client.commands
        if not known:
            raise AssertionError(f"{self._client.program} does not say what it can")
        return sorted(c for c in known if not any(line.startswith(c + " ") for line in lines))

    def failures(self):
        for command, kind, expected in self._rows:
            why = self._run(command, kind, expected)
            if why:
                yield f"{command}\n    {why}"

    def _run(self, command, kind, expected):
        try:
            arguments = shlex.split(command.format(**self._values))
            expected = expected and expected.format(**self._values)
        except KeyError as e:
            return f"there is no {e}, as an earlier command failed"
        client = self._client
        if arguments[0] == self._other.program:
            client, arguments = self._other, arguments[1:]
        until = time.monotonic() + TIMEOUT_S
        while True:
            code, output = client.run(arguments)
            if kind in ("?", "?!") and expected not in output and time.monotonic() < until:
                time.sleep(PAUSE_S)
                continue
            return self._judge(kind, expected, code, output)

    def _judge(self, kind, expected, code, output):
        if (code != 0) != (kind in ("!", "?!")):
            return f"ended with {code}: {output}"
        if kind in ("?", "!", "?!") and expected not in output:
            return f"should say {expected}: {output}"
        if kind == "->":
            for field, name in (pair.split(":") for pair in expected.split()):
                found = value(output, field)
                if found is None:
                    return f"has no {field}: {output}"
                self._values[name] = found
        return None


def value(output, field):
    """A field's value in a table of properties, or in the first row of a list; None when there is none."""
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in output.splitlines() if line.startswith("|")]
    for row in rows:
        if row[0] == field and len(row) == 2:
            return row[1]
    return rows[1][rows[0].index(field)] if len(rows) > 1 and field in rows[0] else None


def main(program, path, endpoint, project):
    other = {"cinder": "openstack", "openstack": "cinder"}[program]
    table = Table(Client(program, endpoint, project), Client(other, endpoint, project), path, project)
    wrong = [f"no line for: {command}" for command in table.missing()] + list(table.failures())
    print("\n".join(wrong))
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
