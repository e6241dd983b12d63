"""Addresses of the communications plan, below /programmes/SLUG/."""

from programme.ui.addresses import log_paths

from . import views

app_name = "communications"
urlpatterns = log_paths(
    "communications/",
    views.CommunicationList,
    views.CommunicationDetail,
    add=views.AddCommunication,
    edit=views.EditCommunication,
)
