"""Traces as OpenTelemetry spans: OTLP as JSON, attributes by the GenAI conventions 1.41."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence, Set
from datetime import datetime, timedelta
from typing import Any

from copilot.records import Fate, Trace

SCHEMA = "https://opentelemetry.io/schemas/1.41.0"
OWN = "support_copilot"  # before the names of attributes that the conventions do not know
PROVIDER = "llama.cpp"
_INTERNAL, _CLIENT = 1, 3  # SpanKind
_OK, _ERROR = 1, 2  # StatusCode
_CUT_SHORT = ("time", "budget")
Json = dict[str, Any]


def spans(traces: Sequence[Trace], *, version: str) -> Json:
    """An ExportTraceServiceRequest with a span for each trace; a draft's steps hang below it.

    No ticket text, prompt or answer is in it, and tickets are numbers of one connector.
    """
    scope = {"name": OWN, "version": version}
    resource = _attributes({"service.name": "support-copilot", "service.version": version})
    known = {trace.id for trace in traces}
    listed = [_span(trace, known) for trace in traces]
    return {
        "resourceSpans": [
            {
                "resource": {"attributes": resource},
                "scopeSpans": [{"scope": scope, "spans": listed, "schemaUrl": SCHEMA}],
            }
        ]
    }


def _span(trace: Trace, known: Set[str]) -> Json:
    span: Json = {
        "traceId": _id(trace.parent or trace.id, 32),
        "spanId": _id(trace.id, 16),
        "name": _name(trace),
        "kind": _CLIENT if trace.prompt_name else _INTERNAL,
        "startTimeUnixNano": _nanoseconds(trace.created - timedelta(seconds=trace.seconds)),
        "endTimeUnixNano": _nanoseconds(trace.created),
        "attributes": _attributes(_told(trace)),
        "events": [_event(trace, finding) for finding in trace.findings],
        "status": {"code": _ERROR if trace.finish in _CUT_SHORT else _OK},
    }
    if trace.parent in known:
        span["parentSpanId"] = _id(trace.parent, 16)
    return span


def _name(trace: Trace) -> str:
    return " ".join(filter(None, (_operation(trace), trace.prompt_name or trace.step)))


def _operation(trace: Trace) -> str:
    if trace.prompt_name:
        return "chat"
    if trace.fate is not None:
        return "invoke_workflow"
    return "retrieval" if trace.step == "search" else ""


def _told(trace: Trace) -> Mapping[str, object]:
    told: dict[str, object] = {
        "gen_ai.operation.name": _operation(trace),
        "gen_ai.conversation.id": f"{trace.ticket.connector}/{trace.ticket.id}",
        f"{OWN}.step": trace.step,
        f"{OWN}.passages": [str(id) for id in trace.passages],
    }
    if trace.prompt_name:
        told |= {
            "gen_ai.provider.name": PROVIDER,
            "gen_ai.request.model": trace.model_sha256,
            "gen_ai.response.model": trace.model_sha256,
            "gen_ai.request.temperature": 0.0,
            "gen_ai.usage.input_tokens": trace.prompt_tokens,
            "gen_ai.usage.cache_read.input_tokens": trace.kept_tokens,
            "gen_ai.usage.output_tokens": trace.answer_tokens,
            "gen_ai.response.finish_reasons": [trace.finish] if trace.finish else [],
            "gen_ai.response.time_to_first_chunk": trace.first_token_seconds,
            "gen_ai.prompt.name": trace.prompt_name,
            f"{OWN}.prompt.version": trace.prompt_version,
            f"{OWN}.prompt.sha256": trace.prompt_sha256,
        }
    if trace.sources:
        told[f"{OWN}.scores"] = [score for _, score in trace.sources]
    if trace.fate is not None:
        told |= {
            "gen_ai.workflow.name": trace.step,
            f"{OWN}.fate": trace.fate.value,
            f"{OWN}.words": trace.words,
        }
    if trace.fate in (Fate.SENT, Fate.EDITED):
        told[f"{OWN}.edit_distance"] = trace.distance
    return told


def _event(trace: Trace, finding: str) -> Json:
    label, _, check = finding.partition(": ")
    told = {"gen_ai.evaluation.name": check, "gen_ai.evaluation.score.label": label}
    return {
        "timeUnixNano": _nanoseconds(trace.created),
        "name": "gen_ai.evaluation.result",
        "attributes": _attributes(told),
    }


def _attributes(told: Mapping[str, object]) -> list[Json]:
    return [{"key": key, "value": _value(value)} for key, value in told.items() if value != ""]


def _value(value: object) -> Json:
    match value:
        case bool():
            return {"boolValue": value}
        case int():
            return {"intValue": str(value)}  # 64-bit numbers are text in protobuf's JSON
        case float():
            return {"doubleValue": value}
        case list():
            return {"arrayValue": {"values": [_value(one) for one in value]}}
        case _:
            return {"stringValue": str(value)}


def _id(name: str, digits: int) -> str:
    """The same name has the same id; those of drafts and steps are random already."""
    return hashlib.sha256(name.encode()).hexdigest()[:digits]


def _nanoseconds(moment: datetime) -> str:
    return str(int(moment.timestamp() * 1_000_000) * 1_000)
