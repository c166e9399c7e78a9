"""No form of the admin pours a table into a list to choose from: what can grow is looked up."""

import pytest
from django import forms
from django.contrib import admin
from django.test import RequestFactory

from articles.models import Section
from people.widgets import Lookup
from tests.making import make_user

# These come with the program and its roles, and do not grow with the paper.
FIXED = {"auth.Permission", "auth.Group"}


def poured(request, one, obj=None):
    """Return the fields of a form, and of those inside it, whose choices are the rows of a table that can grow."""
    fields = {(one.opts.label, name): field for name, field in one.get_form(request, obj).base_fields.items()}
    for formset, inline in one.get_formsets_with_inlines(request, obj):
        inside = formset.form.base_fields.items()
        # What a row belongs to is the page it is on.
        fields |= {(inline.opts.label, name): field for name, field in inside if name != formset.fk.name}
    return [".".join(where) for where, field in fields.items() if is_poured(field)]


def is_poured(field):
    if not isinstance(field, forms.ModelChoiceField) or field.queryset.model._meta.label in FIXED:
        return False
    return not isinstance(getattr(field.widget, "widget", field.widget), Lookup | forms.HiddenInput)


@pytest.fixture
def request_of_ada(db):
    request = RequestFactory().get("/admin/")
    request.user = make_user("ada", "admin", is_superuser=True)
    return request


def test_no_form_offers_a_whole_table(request_of_ada):
    forms_here = {
        model._meta.label: one
        for model, one in admin.site._registry.items()
        if one.has_change_permission(request_of_ada)
    }
    assert {"people.Person", "people.Organisation", "articles.Section", "auth.User"} <= set(forms_here)

    assert {label: found for label, one in forms_here.items() if (found := poured(request_of_ada, one))} == {}


def test_a_form_that_did_would_be_found(request_of_ada):
    class Careless(admin.ModelAdmin):
        fields = ["name", "parent"]

    assert poured(request_of_ada, Careless(Section, admin.site)) == ["articles.Section.parent"]
