from django.urls import path

from sagacity.site.health import views

urlpatterns = [path("healthz", views.health, name="health")]
