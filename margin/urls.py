"""Addresses of what stands beside rows, below /programmes/SLUG/."""

from django.urls import path

from . import left, views

LEFT = "beside/rows-disposed-of/"
ROW = "beside/<slug:log>/<str:row>/"

app_name = "margin"
urlpatterns = [
    path(f"{LEFT}evidence/", left.LeftEvidence.as_view(), name="left_evidence"),
    path(f"{LEFT}evidence/<int:pk>/file/", left.LeftFile.as_view(), name="left_file"),
    path(f"{LEFT}comments/", left.LeftComments.as_view(), name="left_comments"),
]
urlpatterns += [
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
