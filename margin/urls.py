"""Addresses of what stands beside rows, below /programmes/SLUG/."""

from django.urls import path

from . import views

ROW = "beside/<slug:log>/<str:row>/"

app_name = "margin"
urlpatterns = [
    path(f"{ROW}{ending}", view.as_view(), name=name)
    for name, ending, view in [
        ("add_evidence", "evidence/add/", views.AddEvidence),
        ("file", "evidence/<int:pk>/file/", views.EvidenceFile),
        ("seen", "evidence/<int:pk>/seen/", views.MarkSeen),
        ("take_off", "evidence/<int:pk>/take-off/", views.TakeOff),
        ("comment", "comments/add/", views.AddComment),
        ("answer", "comments/<int:pk>/answer/", views.Answer),
        ("mark", "comments/<int:pk>/mark/", views.MarkComment),
        ("withdraw", "comments/<int:pk>/withdraw/", views.Withdraw),
    ]
]
