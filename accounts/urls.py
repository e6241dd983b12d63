"""Addresses of invitations, below /programmes/SLUG/."""

from django.urls import path

from .views import invitations

app_name = "accounts"
urlpatterns = [
    path("people/invite/", invitations.Invite.as_view(), name="invite"),
    path("people/invitations/<int:pk>/", invitations.OneInvitation.as_view(), name="one"),
    path("people/invitations/<int:pk>/again/", invitations.InviteAgain.as_view(), name="again"),
    path("people/invitations/<int:pk>/withdraw/", invitations.Withdraw.as_view(), name="withdraw"),
]
