"""The checker that holds traffic against the Bot API, on a small API of its own."""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest

from bench.conformity import main
from bench.telegram.api_data import parse
from bench.telegram.fitting import Fitting
from bench.telegram.tally import hold


def field(name: str, *types: str, required: bool = True, says: str = "") -> dict[str, Any]:
    return {"name": name, "types": list(types), "required": required, "description": says}


def shape(name: str, *fields: Mapping[str, Any], **more: object) -> dict[str, Any]:
    return {"name": name, "fields": list(fields), **more}


API = {
    "version": "Bot API 0.1",
    "methods": {
        "sendNote": shape(
            "sendNote",
            field("chat_id", "Integer", "String"),
            field("text", "String"),
            field("silent", "Boolean", required=False),
            field("again_in", "Float", required=False),
            field("rows", "Array of Array of Button", "Hidden", required=False),
            returns=["Note", "Boolean"],
        ),
        "countNotes": shape("countNotes", returns=["Integer"]),
    },
    "types": {
        "Note": shape(
            "Note",
            field("id", "Integer"),
            field("rows", "Array of Array of Button", required=False),
            field("place", "Place", required=False),
        ),
        "Button": shape("Button", field("text", "String"), field("big", "True", required=False)),
        "Hidden": shape("Hidden", field("hidden", "True")),
        "Empty": {"name": "Empty"},
        "Place": {"name": "Place", "subtypes": ["Wall", "Door"]},
        "Wall": shape("Wall", field("type", "String", says="Type of the place, must be wall")),
        "Door": shape("Door", field("type", "String", says="The type, always “door2”")),
        "ResponseParameters": shape(
            "ResponseParameters", field("retry_after", "Integer", required=False)
        ),
        "Update": shape(
            "Update",
            field("update_id", "Integer"),
            field("note", "Note", required=False),
            field("empty", "Empty", required=False),
        ),
    },
}
NOTE = {"chat_id": "7", "text": "hej"}
ROWS = '[[{"text": "Ja"}], []]'

RIGHT_REQUESTS = [
    NOTE,
    {"chat_id": 7, "text": "hej"},
    {"chat_id": "@kanal", "text": ""},
    NOTE | {"silent": "true", "again_in": "1.5", "rows": ROWS},
    NOTE | {"silent": False, "again_in": 2, "rows": json.loads(ROWS)},
    NOTE | {"rows": '{"hidden": true}'},
]
WRONG_REQUESTS = [
    ({"chat_id": "7"}, "sendNote.text: missing, sendNote requires it"),
    (NOTE | {"colour": "red"}, "sendNote.colour: sendNote has no such field"),
    (NOTE | {"silent": "yes"}, "sendNote.silent: a text that is no Boolean"),
    (NOTE | {"silent": 1}, "sendNote.silent: int in place of Boolean"),
    (NOTE | {"again_in": "soon"}, "sendNote.again_in: a text that is no Float"),
    (NOTE | {"chat_id": True}, "sendNote.chat_id: bool in place of Integer"),
    (NOTE | {"rows": "[[{}]]"}, "sendNote.rows[][].text: missing, Button requires it"),
    (NOTE | {"rows": '[[{"text": 1}]]'}, "sendNote.rows[][].text: int in place of String"),
    (NOTE | {"rows": '[{"text": "Ja"}]'}, "sendNote.rows[]: dict in place of an array of Button"),
    (NOTE | {"rows": '{"hidden": false}'}, "sendNote.rows.hidden: bool in place of True"),
    (
        NOTE | {"rows": "[["},
        "sendNote.rows: a text that is no JSON, in place of Array of Array of Button or Hidden",
    ),
]
RIGHT_RESULTS: list[object] = [
    {"id": 1},
    {"id": 1, "rows": json.loads(ROWS), "place": {"type": "wall"}},
    {"id": 1, "place": {"type": "door2"}},
    True,
]
WRONG_RESULTS = [
    ({}, "sendNote →.id: missing, Note requires it"),
    ({"id": None}, "sendNote →.id: nothing in place of Integer"),
    ({"id": 1, "author": "x"}, "sendNote →.author: Note has no such field"),
    ({"id": 1, "place": {"type": "roof"}}, "sendNote →.place.type: 'roof' in place of wall"),
    (7, "sendNote →: int in place of Note"),
]


@pytest.fixture
def fitting() -> Fitting:
    return Fitting(parse(API))


@pytest.mark.parametrize("given", RIGHT_REQUESTS)
@pytest.mark.parametrize("method", ["sendNote", "SENDNOTE"])
def test_requests_that_fit(fitting: Fitting, method: str, given: dict[str, Any]) -> None:
    assert fitting.request(method, given) == []


@pytest.mark.parametrize(("given", "kind"), WRONG_REQUESTS)
def test_requests_that_do_not_fit(fitting: Fitting, given: dict[str, Any], kind: str) -> None:
    assert [misfit.kind for misfit in fitting.request("sendNote", given)] == [kind]


def test_a_method_that_does_not_exist(fitting: Fitting) -> None:
    assert [misfit.kind for misfit in fitting.request("sendRocket", {})] == [
        "sendRocket: no such method"
    ]


@pytest.mark.parametrize("result", RIGHT_RESULTS)
def test_results_that_fit(fitting: Fitting, result: object) -> None:
    assert fitting.answer("sendNote", {"ok": True, "result": result}) == []


@pytest.mark.parametrize(("result", "kind"), WRONG_RESULTS)
def test_results_that_do_not_fit(fitting: Fitting, result: object, kind: str) -> None:
    misfits = fitting.answer("sendNote", {"ok": True, "result": result})
    assert [misfit.kind for misfit in misfits] == [kind]


def test_a_refusal_has_its_own_form(fitting: Fitting) -> None:
    refusal = {"ok": False, "error_code": 429, "description": "Too Many Requests"}
    assert fitting.answer("sendNote", refusal | {"parameters": {"retry_after": 3}}) == []
    wrong = fitting.answer("sendNote", {"ok": False, "parameters": {"retry_after": "3"}})
    assert [misfit.where for misfit in wrong] == [
        "sendNote → error_code",
        "sendNote → description",
        "sendNote → parameters.retry_after",
    ]


def test_updates(fitting: Fitting) -> None:
    assert fitting.update({"update_id": 1, "note": {"id": 2}, "empty": {}}) == []
    assert len(fitting.update({"update_id": "1", "note": {}})) == 2
    assert fitting.checked == {"Update": 1, "Note": 1, "Empty": 1}


def call(method: str, given: dict[str, Any], answer: dict[str, Any]) -> dict[str, Any]:
    return {"method": method, "parameters": given, "answer": answer, "test": "test_it"}


ACCEPTED = {"ok": True, "result": {"id": 1}}
REFUSED = {"ok": False, "error_code": 400, "description": "Bad Request"}
UPDATE = {"update": {"update_id": 1, "note": {"id": 1}}, "test": "test_it"}
UNKNOWN = NOTE | {"colour": "red"}


def test_what_is_wrong_and_refused_is_counted_apart(fitting: Fitting) -> None:
    records = [
        UPDATE,
        call("sendNote", NOTE, ACCEPTED),
        call("sendnote", NOTE, REFUSED),
        call("sendNote", UNKNOWN, REFUSED),
        call("sendNote", UNKNOWN, ACCEPTED),
    ]
    tally = hold(fitting, records)
    assert tally.calls == {"sendNote": 4}
    assert tally.refused == {"sendNote": 2}
    assert tally.unfit == {"sendNote": 1}
    assert tally.updates == {"note": 1}
    assert tally.misfits == {"sendNote.colour: sendNote has no such field": 1}
    assert tally.examples["sendNote.colour: sendNote has no such field"].startswith("test_it: ")


def test_requests_of_the_simulators_own_tests_are_not_the_bots(fitting: Fitting) -> None:
    theirs = call("sendNote", UNKNOWN, ACCEPTED) | {"test": "tests/simulator/test_it.py::test_it"}
    assert not hold(fitting, [theirs]).misfits


def test_what_is_wrong_on_purpose_is_counted_apart(fitting: Fitting) -> None:
    update = {"update_id": 1, "note": {"id": 1, "what_telegram_invents_next": 1}}
    tally = hold(fitting, [{"update": update, "test": "test_it"}])
    assert not tally.misfits
    assert tally.expected == {"what_telegram_invents_next": 1}


def written(path: Path, values: Sequence[object]) -> Path:
    path.write_text("\n".join(map(json.dumps, values)), encoding="utf-8")
    return path


@pytest.mark.parametrize(("given", "code"), [(NOTE, 0), (UNKNOWN, 1)])
def test_the_exit_code_tells_whether_all_fits(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], given: dict[str, Any], code: int
) -> None:
    api = written(tmp_path / "api.json", [API])
    recording = written(tmp_path / "traffic.jsonl", [UPDATE, call("sendNote", given, ACCEPTED)])
    assert main(["--api", str(api), "--recording", str(recording)]) == code
    assert f"Misfits with Bot API 0.1: {code}" in capsys.readouterr().out


@pytest.mark.parametrize("content", ["{", "{}", "[]", '{"version": "1", "types": {"A": {}}}'])
def test_a_file_that_is_no_api_is_wrong_use(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], content: str
) -> None:
    path = tmp_path / "api.json"
    path.write_text(content, encoding="utf-8")
    assert main(["--api", str(path)]) == 2
    assert str(path) in capsys.readouterr().err


def test_a_recording_that_is_missing_is_wrong_use(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    api = written(tmp_path / "api.json", [API])
    assert main(["--api", str(api), "--recording", str(tmp_path / "none")]) == 2
    assert "--run" in capsys.readouterr().err
