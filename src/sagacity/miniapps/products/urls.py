from django.urls import path

from sagacity.miniapps.products import reading

app_name = "products"
urlpatterns = [
    path("", reading.door, name="door"),
    path("products.csv", reading.table, name="csv"),
    path("<str:key>/", reading.product, name="product"),
    path("<str:key>/features.json", reading.features, name="features"),
]
