"""Thin base of every register's filter: search, and the sort and moment that stay in the address."""

from functools import reduce
from operator import or_

import django_filters
from crispy_forms.helper import FormHelper
from django import forms
from django.db.models import Q

CARRIED = ("sort", "at", "per_page")  # they stay in the address when somebody filters


def in_use(entries, column):
    """What stands in a column of `entries`, as choices of a filter: evaluated once, for the form field and the chips."""
    found = (
        entries.exclude(**{column: ""}).order_by(column).values_list(column, flat=True).distinct()
    )
    return [(words, words) for words in found]


class LogFilter(django_filters.FilterSet):
    """Filters of a register, whose log names the columns that the search box looks through."""

    log = None

    q = django_filters.CharFilter(label="Search", method="search")

    def __init__(self, data, *, position, **kwargs):
        self.position, self.programme = position, position.programme
        super().__init__(data, **kwargs)

    def search(self, queryset, name, value):
        """Rows in which every word of `value` stands somewhere in the searched columns."""
        for word in value.split()[:12]:
            queryset = queryset.filter(
                reduce(
                    or_, (Q(**{f"{column}__icontains": word}) for column in self.log.search_fields)
                )
            )
        return queryset

    def filter_queryset(self, queryset):
        """The rows that pass every filter; what the form merely carries, or refused, filters nothing."""
        for name, value in self.form.cleaned_data.items():
            if name in self.filters:
                queryset = self.filters[name].filter(queryset, value)
        return queryset

    def get_form_class(self):
        form_class = super().get_form_class()
        hidden = {
            name: forms.CharField(required=False, widget=forms.HiddenInput) for name in CARRIED
        }
        return type(form_class.__name__, (form_class,), hidden)

    @property
    def form(self):
        form = super().form
        form.label_suffix = ""
        form.helper = FormHelper()
        form.helper.form_tag = False
        form.helper.disable_csrf = True
        return form

    def chips(self, query):
        """The filters in force as (label, address without it); `query` is the request's QueryDict."""
        found = []
        for name, filter_ in self.filters.items():
            for value in query.getlist(name):
                if value.strip() and self.form.is_valid():
                    rest = query.copy()
                    rest.setlist(name, [other for other in query.getlist(name) if other != value])
                    rest.pop("page", None)
                    found.append(
                        {
                            "label": f"{filter_.label}: {self._word(name, value)}",
                            "url": f"?{rest.urlencode()}",
                        }
                    )
        return found

    def _word(self, name, value):
        choices = getattr(self.form.fields[name], "choices", None)
        return {str(key): label for key, label in choices}.get(value, value) if choices else value
