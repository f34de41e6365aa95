from django.urls import path, re_path

from sagacity.registry.views import catalogue, ckan, data, dcat, record

FILE = r"^data/(?P<slug>[^/]+)\.(?P<extension>csv|xlsx|json|geojson|ics)$"
app_name = "registry"
urlpatterns = [
    path("catalog", catalogue.catalogue_page, name="catalogue"),
    path("catalog.ttl", dcat.turtle, name="catalogue-ttl"),
    path("catalog.jsonld", dcat.jsonld, name="catalogue-jsonld"),
    path("catalog.rdf", dcat.rdfxml, name="catalogue-rdf"),
    path("dataset/<str:slug>", catalogue.dataset_page, name="dataset"),
    path("record/<str:key>", record.record_page, name="record"),
    path("record/<str:key>/wrong", record.wrong, name="wrong"),
    path("record/<str:key>/thanks", record.thanks, name="thanks"),
    path("data/opendata_list.csv", data.list_of_open_data, name="open-data-list"),
    re_path(FILE, data.for_people, name="data"),
    path("api/openapi.json", ckan.description, name="openapi"),
    path("api/3/action/<str:name>", ckan.action, name="action"),
    path("api/action/<str:name>", ckan.action),
    path("api/data/<str:slug>.csv", data.for_programs, name="api-csv"),
]
