from django.apps import AppConfig


class ProductsConfig(AppConfig):
    name = "sagacity.miniapps.products"
    label = "products"
