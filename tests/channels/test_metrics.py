"""What the bot counts, as Prometheus reads it."""

from __future__ import annotations

from prometheus_client.parser import text_string_to_metric_families

from bot.channels.metrics import Metrics


def samples(metrics: Metrics) -> dict[str, float]:
    """Name and label → value."""
    return {
        "/".join((sample.name, *sample.labels.values())): sample.value
        for family in text_string_to_metric_families(metrics.render().decode())
        for sample in family.samples
    }


def test_everything_is_counted_by_kind() -> None:
    metrics = Metrics()
    for kind in ("message", "message", "callback_query"):
        metrics.update(kind)
    metrics.reply("answer", 0.03)
    metrics.reply("fallback", 3)
    metrics.feedback(helpful=True)
    metrics.feedback(helpful=False)
    metrics.error("RuntimeError")
    metrics.doubtful_send()
    metrics.in_flight(lambda: 3)
    found = samples(metrics)
    expected = {
        "narasvar_updates_total/message": 2,
        "narasvar_updates_total/callback_query": 1,
        "narasvar_replies_total/answer": 1,
        "narasvar_replies_total/fallback": 1,
        "narasvar_reply_seconds_bucket/0.025": 0,
        "narasvar_reply_seconds_bucket/0.05": 1,
        "narasvar_reply_seconds_count": 2,
        "narasvar_feedback_total/yes": 1,
        "narasvar_feedback_total/no": 1,
        "narasvar_errors_total/RuntimeError": 1,
        "narasvar_doubtful_sends_total": 1,
        "narasvar_updates_in_flight": 3,
    }
    assert {name: found[name] for name in expected} == expected


def test_there_is_one_version_at_a_time() -> None:
    metrics = Metrics()
    for version in ("old", "new", "new"):
        metrics.content(version)
    versions = [name for name in samples(metrics) if name.startswith("narasvar_content_info")]
    assert versions == ["narasvar_content_info/new"]


def test_it_tells_for_how_long_nothing_could_be_fetched() -> None:
    now = [100.0]
    metrics = Metrics(clock=lambda: now[0])
    assert samples(metrics)["narasvar_seconds_since_poll"] != 0
    metrics.polled()
    now[0] += 7
    assert samples(metrics)["narasvar_seconds_since_poll"] == 7


def test_two_bots_in_one_process_count_apart() -> None:
    one, other = Metrics(), Metrics()
    one.update("message")
    assert "narasvar_updates_total/message" not in samples(other)
