"""The doors of the shell in the residents' bar and in the footer, in every language of the pages."""

from sagacity.kit.ui import api as ui

BAR = (
    ("/", "home", "ホーム", "ホーム", "Home", "首页", "홈", "Trang chủ"),
    ("/search/", "search", "さがす", "さがす", "Search", "搜索", "검색", "Tìm"),
    ("/apps/", "grid", "一覧", "ぜんぶ", "All", "全部", "전체", "Tất cả"),
    ("/settings/", "settings", "設定", "せってい", "Settings", "设置", "설정", "Cài đặt"),
)
FOOTER = (
    (
        "/catalog",
        "data",
        "オープンデータ",
        "市の データ",
        "Open data",
        "开放数据",
        "공공데이터",
        "Dữ liệu mở",
    ),
    (
        "/statistics/",
        "chart",
        "人数の統計",
        "人の 数〈かず〉",
        "Counts of people",
        "人数统计",
        "인원 통계",
        "Thống kê số người",
    ),
    (
        "/about/",
        "info",
        "このサービスについて",
        "この サービスに ついて",
        "About this service",
        "关于本服务",
        "이 서비스에 대하여",
        "Về dịch vụ này",
    ),
    (
        "/accessibility/",
        "people",
        "アクセシビリティ",
        "だれでも 使えるように",
        "Accessibility",
        "无障碍",
        "접근성",
        "Khả năng tiếp cận",
    ),
)
LANGUAGES = ("ja", "ja-easy", "en", "zh-hans", "ko", "vi")


def offer() -> None:
    """Put the doors into the bars, and the scripts that work without a network on every page."""
    for place, doors in (("resident", BAR), ("footer", FOOTER)):
        for order, (path, icon, *names) in enumerate(doors, start=1):
            ui.offer_navigation(
                place=place,
                path=path,
                label=dict(zip(LANGUAGES, names, strict=True)),
                icon=icon,
                order=order * 10,
            )
    ui.offer_script(path="shell/press.js", later={"queue": "shell/queue.js"}, early=True)
    ui.offer_script(
        path="shell/shell.js", later={"queue": "shell/queue.js", "queue-outbox": "shell/outbox.js"}
    )
