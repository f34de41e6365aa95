"""Words of events for templates: `{% load events_words %}`."""

from django import template

from sagacity.miniapps.events import words

register = template.Library()
register.filter(words.month_name)
