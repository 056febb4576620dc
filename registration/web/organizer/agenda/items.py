"""Items of an agenda: add, edit, move, remove."""

from flask import flash, render_template
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from registration import clock
from registration.actions import agenda, audit
from registration.extensions import transaction
from registration.models.agenda_items import AgendaItem
from registration.models.roundtables import Roundtable
from registration.rules.permissions import Permission
from registration.rules.refusals import ChangedMeanwhile, NotFound
from registration.web import access
from registration.web.organizer.agenda.listing import back, found, goes_up, locked
from registration.web.organizer.blueprint import blueprint
from registration.web.organizer.forms.agenda import ItemForm, filled_item


@blueprint.route("/roundtables/<slug:slug>/agenda/items/new", methods=["GET", "POST"])
@access.needs(Permission.ROUNDTABLES_EDIT)
def new_agenda_item(slug: str) -> ResponseReturnValue:
    roundtable = found(slug)
    form = _form(roundtable, None)
    if not form.is_sent_in_order():
        return _page(form, roundtable, None), 422 if form.errors else 200
    with transaction():
        form.meeting = locked(slug)
        by = audit.organizer(access.organizer().id)
        item_id = agenda.add(form.meeting, form.plan(), by=by, at=clock.now()).id
    flash(_("The item has been added."))
    return back(slug, f"item-{item_id}")


@blueprint.route("/roundtables/<slug:slug>/agenda/items/<row:item_id>", methods=["GET", "POST"])
@access.needs(Permission.ROUNDTABLES_EDIT)
def edit_agenda_item(slug: str, item_id: int) -> ResponseReturnValue:
    roundtable = found(slug)
    form = _form(roundtable, _item(roundtable, item_id))
    if not form.is_sent_in_order():
        return _page(form, roundtable, _item(roundtable, item_id)), 422 if form.errors else 200
    try:
        with transaction():
            form.meeting = locked(slug)
            item = _item(form.meeting, item_id)
            by = audit.organizer(access.organizer().id)
            agenda.edit(form.meeting, item, form.plan(), version=form.version.number, by=by, at=clock.now())
    except ChangedMeanwhile:
        present = found(slug)
        item = _item(present, item_id)
        form.version.renew(item.version)
        return _page(form, present, item, overtaken=True), 409
    flash(_("The item has been saved."))
    return back(slug, f"item-{item_id}")


@blueprint.post("/roundtables/<slug:slug>/agenda/items/<row:item_id>/place")
@access.needs(Permission.ROUNDTABLES_EDIT)
def place_agenda_item(slug: str, item_id: int) -> ResponseReturnValue:
    with transaction():
        roundtable = locked(slug)
        by = audit.organizer(access.organizer().id)
        agenda.move(roundtable, _item(roundtable, item_id), up=goes_up(), by=by, at=clock.now())
    return back(slug, f"item-{item_id}")


@blueprint.post("/roundtables/<slug:slug>/agenda/items/<row:item_id>/removal")
@access.needs(Permission.ROUNDTABLES_EDIT)
def remove_agenda_item(slug: str, item_id: int) -> ResponseReturnValue:
    with transaction():
        roundtable = locked(slug)
        by = audit.organizer(access.organizer().id)
        agenda.remove(roundtable, _item(roundtable, item_id), by=by, at=clock.now())
    flash(_("The item has been removed. Its speakers are still there."))
    return back(slug, "items")


def _item(roundtable: Roundtable, item_id: int) -> AgendaItem:
    item = next((one for one in roundtable.agenda if one.id == item_id), None)
    if item is None:
        raise NotFound
    return item


def _form(roundtable: Roundtable, item: AgendaItem | None) -> ItemForm:
    form = ItemForm(data=filled_item(item, roundtable) if item else {})
    form.meeting = roundtable
    return form


def _page(form: ItemForm, roundtable: Roundtable, item: AgendaItem | None, *, overtaken: bool = False) -> str:
    return render_template(
        "organizer/agenda/item.html", form=form, roundtable=roundtable, item=item, overtaken=overtaken
    )
