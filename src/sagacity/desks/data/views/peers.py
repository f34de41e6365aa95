"""Peers: the prefecture and other cities, how far each lags behind, and by which keys we know one another."""

from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from sagacity.broker import api as broker
from sagacity.desks.data import doors
from sagacity.desks.data.forms import PeerKeyForm
from sagacity.kit import clock, policy
from sagacity.kit.audit import api as audit


@dataclass(frozen=True, slots=True)
class Known:
    """A peer with the keys it gave us, and the form for one more."""

    peer: broker.Peer
    keys: tuple[broker.PeerKey, ...]
    form: PeerKeyForm


@require_GET
@policy.access(doors.LIVE)
def table(request: HttpRequest) -> HttpResponse:
    return _page(request)


def _page(request: HttpRequest, *, typed: PeerKeyForm | None = None, at: str = "") -> HttpResponse:
    peers, keys, own = broker.peers_with_lag(), broker.keys_of_peers(), broker.own_keys()
    page = {
        "peers": peers,
        "known": [
            Known(
                one,
                tuple(key for key in keys if key.peer == one.id),
                typed if typed is not None and at == one.id else PeerKeyForm(auto_id=f"{one.id}_%s"),
            )
            for one in peers
        ],
        "own": own,
        "has_next": any(one.state == "next" for one in own),
        "is_operator": policy.person_of(request).may(doors.OPERATE.permission),
    }
    return render(request, "desk_data/peers.html", page, status=422 if typed is not None else 200)


@require_POST
@policy.access(doors.OPERATE)
def believe(request: HttpRequest, peer: str) -> HttpResponse:
    """Paste the key of a peer: whoever holds it comes in as that peer."""
    form = PeerKeyForm(request.POST, auto_id=f"{peer}_%s")
    if not form.is_valid():
        return _page(request, typed=form, at=peer)
    said = form.cleaned_data
    by = policy.person_of(request)
    try:
        name = broker.believe_peer(peer=peer, public=said["public"], may=tuple(said["may"]), who=by.name)
    except broker.AlreadyExists:
        form.add_error(
            "public", _("この鍵はもう登録されています。ほかの連携先のものでないか確かめてください。")
        )
    except broker.NotFound:
        messages.error(request, _("この連携先はもうありません。画面を読み直してください。"))
        return redirect("desk_data:peers")
    except broker.Refused:
        form.add_error(
            "public",
            _("鍵として読めません。ed25519: から最後まで、そのまま貼り付けてください。鍵は4つまでです。"),
        )
    else:
        _write_down(request, "broker.peer_key.believed", f"{peer}:{name}")
        messages.success(request, _("鍵を登録しました。名前を電話などで確かめてください。"))
        return redirect("desk_data:peers")
    return _page(request, typed=form, at=peer)


@require_POST
@policy.access(doors.OPERATE)
def doubt(request: HttpRequest, peer: str, name: str) -> HttpResponse:
    """Take a key of a peer away."""
    try:
        broker.doubt_peer(peer=peer, name=name)
    except broker.NotFound:
        messages.info(request, _("この鍵はもうありません。"))
    else:
        _write_down(request, "broker.peer_key.removed", f"{peer}:{name}")
        messages.success(request, _("鍵を消しました。この鍵の署名では、もう入れません。"))
    return redirect("desk_data:peers")


@require_POST
@policy.access(doors.OPERATE)
def own_key(request: HttpRequest) -> HttpResponse:
    """Make the next key, use it, or take an old one away."""
    what, name = request.POST.get("what", ""), request.POST.get("name", "")
    try:
        if what == "next":
            broker.make_next_key()
            done = _("次の鍵を作りました。すべての連携先に渡してから、切りかえてください。")
        elif what == "use":
            broker.use_next_key()
            done = _("次の鍵に切りかえました。前の鍵は、連携先が消したら消せます。")
        else:
            broker.forget_own_key(name)
            what, done = "removed", _("鍵を消しました。")
    except broker.Refused:
        messages.error(request, _("この操作は、今はできません。画面を読み直してください。"))
    else:
        _write_down(request, f"broker.own_key.{what}", name)
        messages.success(request, done)
    return redirect("desk_data:peers")


def _write_down(request: HttpRequest, action: str, thing: str) -> None:
    audit.record(actor=policy.person_of(request), action=action, thing=f"broker:peer:{thing}", at=clock.now())
