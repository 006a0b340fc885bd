"""Traces as OpenTelemetry spans."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from copilot.records import Fate, TicketKey, Trace
from copilot.store.traces import untold
from copilot.telemetry.otlp import spans

AT = datetime(2026, 3, 4, 9, 30, tzinfo=UTC)
KEY = TicketKey("demo", "4217")
RUN = Trace(
    "t1", KEY, "sentence", "sentence", "2", "ab" * 32, "cd" * 32, (3,), 90, 20, 30, 0.5, 2.0, AT,
    parent="d1", finish="stop",
)  # fmt: skip
ROOT = replace(
    untold("d1", KEY, "public reply", AT),
    seconds=9.0,
    fate=Fate.EDITED,
    distance=4,
    words=60,
    findings=("accept: no source",),
)


def made(*traces: Trace) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = spans(traces, version="1.0")["resourceSpans"][0]["scopeSpans"][0][
        "spans"
    ]
    return found


def told(span: dict[str, Any]) -> dict[str, Any]:
    return {one["key"]: next(iter(one["value"].values())) for one in span["attributes"]}


def test_a_run_of_the_model_has_the_names_of_the_conventions() -> None:
    root, run = made(ROOT, RUN)
    assert run["name"] == "chat sentence"
    said = told(run)
    assert said["gen_ai.operation.name"] == "chat"
    assert said["gen_ai.provider.name"] == "llama.cpp"
    assert said["gen_ai.request.model"] == "cd" * 32
    assert (said["gen_ai.usage.input_tokens"], said["gen_ai.usage.output_tokens"]) == ("90", "30")
    assert said["gen_ai.response.finish_reasons"] == {"values": [{"stringValue": "stop"}]}
    assert said["support_copilot.prompt.version"] == "2"
    assert int(run["endTimeUnixNano"]) - int(run["startTimeUnixNano"]) == 2_000_000_000
    assert run["parentSpanId"] == root["spanId"]
    assert run["traceId"] == root["traceId"]


def test_a_draft_is_the_root_with_its_findings_and_its_fate() -> None:
    (root,) = made(ROOT)
    assert "parentSpanId" not in root
    assert told(root)["support_copilot.fate"] == "sent after editing"
    assert told(root)["support_copilot.edit_distance"] == "4"
    (event,) = root["events"]
    assert event["name"] == "gen_ai.evaluation.result"
    assert told(event) == {
        "gen_ai.evaluation.name": "no source",
        "gen_ai.evaluation.score.label": "accept",
    }


def test_ids_have_the_lengths_that_otlp_wants_and_a_cut_run_is_an_error() -> None:
    (run,) = made(replace(RUN, finish="time"))
    assert (len(run["traceId"]), len(run["spanId"])) == (32, 16)
    assert run["status"] == {"code": 2}
    assert "parentSpanId" not in run  # its draft is not among them
