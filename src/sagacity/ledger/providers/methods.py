"""The ways to pay, in the words of residents."""

from sagacity.ledger.providers.base import Method

CARD = Method(
    key="card",
    icon="paper",
    name={
        "ja": "クレジットカード",
        "ja-easy": "クレジットカード",
        "en": "Credit card",
        "zh-hans": "信用卡",
        "ko": "신용카드",
        "vi": "Thẻ tín dụng",
    },
    text={
        "ja": "カードの番号は、支払いの会社のページで入れます。市は受け取りません。",
        "ja-easy": "カードの 番号〈ばんごう〉は、会社〈かいしゃ〉の ページで 入〈い〉れます。",
        "en": "You enter the card number on the payment company's page. The city never gets it.",
        "zh-hans": "卡号在支付公司的页面输入，市政府不会取得。",
        "ko": "카드 번호는 결제 회사 페이지에서 입력하며 시는 받지 않습니다.",
        "vi": "Nhập số thẻ ở trang của công ty thanh toán. Thành phố không nhận số này.",
    },
)
CODE = Method(
    key="code",
    icon="phone",
    name={
        "ja": "コード決済",
        "ja-easy": "スマホの コードで 払〈はら〉う",
        "en": "QR-code payment",
        "zh-hans": "扫码支付",
        "ko": "QR 코드 결제",
        "vi": "Thanh toán bằng mã QR",
    },
    text={
        "ja": "スマートフォンの決済アプリで払います。",
        "ja-easy": "スマートフォンの アプリで 払〈はら〉います。",
        "en": "Pay with a payment app on your phone.",
        "zh-hans": "用手机支付应用付款。",
        "ko": "스마트폰 결제 앱으로 냅니다.",
        "vi": "Trả bằng ứng dụng thanh toán trên điện thoại.",
    },
)
STORE = Method(
    key="store",
    icon="location",
    name={
        "ja": "コンビニで払う",
        "ja-easy": "コンビニで 払〈はら〉う",
        "en": "At a convenience store",
        "zh-hans": "在便利店支付",
        "ko": "편의점에서 내기",
        "vi": "Trả tại cửa hàng tiện lợi",
    },
    text={
        "ja": "番号が出ます。7日のうちに、コンビニのレジで番号を伝えて払います。",
        "ja-easy": "番号〈ばんごう〉が 出〈で〉ます。7日〈か〉までに コンビニで 払〈はら〉います。",
        "en": "You get a number. Tell it at a till within 7 days.",
        "zh-hans": "会显示一个号码，请在7天内到便利店收银台告知号码并付款。",
        "ko": "번호가 나옵니다. 7일 안에 편의점 계산대에서 번호를 말하고 냅니다.",
        "vi": "Bạn nhận được một số. Trong 7 ngày, hãy đọc số đó ở quầy thu ngân.",
    },
)
HOSTED = (CARD, CODE, STORE)
