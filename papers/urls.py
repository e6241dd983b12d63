"""Addresses of papers, below /programmes/SLUG/."""

app_name = "papers"
urlpatterns = []
