from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models


class StaffAccount(AbstractBaseUser):
    """A member of staff who may sign in."""

    login = models.CharField(max_length=80, unique=True)
    USERNAME_FIELD = "login"
    objects = BaseUserManager["StaffAccount"]()
