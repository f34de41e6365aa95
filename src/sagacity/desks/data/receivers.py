"""What the data desk hears of the data-linkage platform: alarms become tasks."""

from sagacity.broker import api as broker
from sagacity.desks.data import tasks


@broker.line_crossed.receiver
def a_crossed_line_is_a_task(news: broker.LineCrossed) -> None:
    """Somebody should look; over when the line is free again."""
    alarm = broker.Alarm(
        tenant=news.tenant,
        path=news.path,
        kind="line",
        source=news.line,
        name=news.line_name,
        subject=news.entity,
        at=news.at,
        severity=news.severity,
        attribute=news.attribute,
        value=news.value,
        level=news.level,
    )
    tasks.note(alarm=alarm, is_open=news.is_crossed, quality=news.quality)


@broker.device_silent.receiver
def a_silent_device_is_a_task(news: broker.DeviceSilent) -> None:
    tasks.note(alarm=_silence(news, "medium"), is_open=True)


@broker.device_back.receiver
def a_device_that_is_back_is_none(news: broker.DeviceBack) -> None:
    tasks.note(alarm=_silence(news, "informational"), is_open=False)


def _silence(news: broker.DeviceSilent | broker.DeviceBack, severity: str) -> broker.Alarm:
    return broker.Alarm(
        tenant=news.tenant,
        path=news.path,
        kind="silence",
        source=news.device,
        name=news.device,
        subject=news.entity,
        at=news.at,
        severity=severity,
    )
