"""Addresses of those who come in: by the link of an invitation, or of a forgotten password."""

from django.urls import path

from .views import joining, passwords

urlpatterns = [
    path("invitations/<int:pk>/<str:token>/", joining.Join.as_view(), name="invitation"),
    path("account/forgotten/", passwords.ForgottenPassword.as_view(), name="password_reset"),
    path("account/forgotten/sent/", passwords.LinkSent.as_view(), name="password_reset_done"),
    path(
        "account/forgotten/done/",
        passwords.NewPasswordSet.as_view(),
        name="password_reset_complete",
    ),
    path(
        "account/forgotten/<str:uidb64>/<str:token>/",
        passwords.NewPassword.as_view(),
        name="password_reset_confirm",
    ),
]
