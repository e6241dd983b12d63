"""Addresses of reports, below /programmes/SLUG/."""

from django.urls import path

from . import printed
from .views import (
    clearing,
    compare,
    definitions,
    executive,
    full,
    listing,
    page,
    papers,
    proof,
    releasing,
    sections,
    steps,
    withdrawing,
)

app_name = "reports"
urlpatterns = [
    path("reports/", listing.ReportList.as_view(), name="list"),
    path("reports/define/", definitions.Define.as_view(), name="define"),
    path("reports/definitions/<int:pk>/", definitions.Redefine.as_view(), name="redefine"),
    path("reports/definitions/<int:pk>/sections/", sections.Sections.as_view(), name="sections"),
    path(
        "reports/definitions/<int:pk>/sections/<slug:section>/",
        sections.Limit.as_view(),
        name="limit",
    ),
    path(
        "reports/definitions/<int:pk>/sections/<slug:section>/columns/",
        sections.Columns.as_view(),
        name="columns",
    ),
    path(
        "reports/definitions/<int:pk>/written/add/",
        papers.AddWritten.as_view(),
        name="add_written",
    ),
    path(
        "reports/definitions/<int:pk>/written/<slug:part>/",
        papers.ChangeWritten.as_view(),
        name="written",
    ),
    path(
        "reports/definitions/<int:pk>/papers/<int:meeting>/start/",
        papers.StartPaper.as_view(),
        name="start_paper",
    ),
    path(
        "reports/business/meeting/<int:meeting>/add/",
        executive.AddBusiness.as_view(),
        name="add_business",
    ),
    path("reports/business/<int:pk>/", executive.Business.as_view(), name="business"),
    path(
        "reports/business/<int:pk>/record/<slug:step>/",
        executive.RecordNotice.as_view(),
        name="record_notice",
    ),
    path(
        "reports/business/<int:pk>/take-back/",
        executive.UndoBusiness.as_view(),
        name="undo_business",
    ),
    path(
        "reports/business/notices/<int:pk>/undo/",
        executive.UndoNotice.as_view(),
        name="undo_notice",
    ),
    path("reports/papers/<int:pk>/take/", papers.TakePaper.as_view(), name="take_paper"),
    path("reports/papers/<int:pk>/preview/", papers.PreviewPaper.as_view(), name="preview"),
    path("reports/printed-figures/", printed.PrintedFigures.as_view(), name="printed_figures"),
    path("reports/printed-figures/add/", printed.AddPrintedFigure.as_view(), name="printed_figure"),
    path(
        "reports/printed-figures/<int:pk>/withdraw/",
        printed.WithdrawPrintedFigure.as_view(),
        name="withdraw_figure",
    ),
    path(
        "reports/definitions/<int:pk>/end/",
        definitions.EndDefinition.as_view(),
        name="end_definition",
    ),
    path(
        "reports/definitions/<int:pk>/renew/",
        definitions.RenewDefinition.as_view(),
        name="renew_definition",
    ),
    path("reports/<int:pk>/", page.ReportPage.as_view(), name="detail"),
    path("reports/<int:pk>/publish/", steps.Publish.as_view(), name="publish"),
    path("reports/<int:pk>/again/", steps.DrawAgain.as_view(), name="again"),
    path("reports/<int:pk>/explain/<int:number>/", steps.Explain.as_view(), name="explain"),
    path("reports/<int:pk>/clearance/ask/", clearing.Ask.as_view(), name="ask"),
    path("reports/clearances/<int:pk>/", clearing.AnswerClearance.as_view(), name="clearance"),
    path(
        "reports/clearances/<int:pk>/withdraw/",
        clearing.Withdraw.as_view(),
        name="withdraw_clearance",
    ),
    path("reports/clearances/<int:pk>/met/", clearing.Met.as_view(), name="met"),
    path("reports/<int:pk>/correct/", steps.Correct.as_view(), name="correct"),
    path("reports/<int:pk>/compare/<int:other>/", compare.Compare.as_view(), name="compare"),
    path("reports/<int:pk>/release/", releasing.Release.as_view(), name="release"),
    path("reports/<int:pk>/proof/", proof.ReportProof.as_view(), name="proof"),
    path("reports/<int:pk>/withdraw/", withdrawing.AskWithdrawal.as_view(), name="ask_withdrawal"),
    path(
        "reports/withdrawals/<int:pk>/confirm/",
        withdrawing.ConfirmWithdrawal.as_view(),
        name="confirm_withdrawal",
    ),
    path(
        "reports/withdrawals/<int:pk>/take-back/",
        withdrawing.TakeBackWithdrawal.as_view(),
        name="take_back_withdrawal",
    ),
    path("reports/<int:pk>/discard/", steps.Discard.as_view(), name="discard"),
    path("reports/<int:pk>.pdf", page.ReportFile.as_view(), {"kind": "pdf"}, name="pdf"),
    path("reports/<int:pk>.docx", page.ReportFile.as_view(), {"kind": "docx"}, name="docx"),
    path(
        "reports/<int:pk>/in/<slug:language>/", page.ReportInLanguage.as_view(), name="in_language"
    ),
    path(
        "reports/<int:pk>/in/<slug:language>.pdf",
        page.ReportFile.as_view(),
        {"kind": "pdf"},
        name="pdf_in",
    ),
    path(
        "reports/<int:pk>/in/<slug:language>.docx",
        page.ReportFile.as_view(),
        {"kind": "docx"},
        name="docx_in",
    ),
    path(
        "reports/<int:pk>/background/<int:number>/",
        page.BackgroundFile.as_view(),
        name="background",
    ),
    path("reports/<int:pk>/attached/<int:number>/", page.AttachedFile.as_view(), name="attached"),
    path("reports/<int:pk>/full/", full.FullEdition.as_view(), name="full"),
    path("reports/<int:pk>/full.pdf", full.FullFile.as_view(), {"kind": "pdf"}, name="full_pdf"),
    path("reports/<int:pk>/full.docx", full.FullFile.as_view(), {"kind": "docx"}, name="full_docx"),
    path("reports/<int:pk>/full.json", full.FullFile.as_view(), {"kind": "json"}, name="full_json"),
    path("reports/<int:pk>/full/in/<slug:language>/", full.FullEdition.as_view(), name="full_in"),
    path(
        "reports/<int:pk>/full/in/<slug:language>.pdf",
        full.FullFile.as_view(),
        {"kind": "pdf"},
        name="full_pdf_in",
    ),
    path(
        "reports/<int:pk>/full/in/<slug:language>.docx",
        full.FullFile.as_view(),
        {"kind": "docx"},
        name="full_docx_in",
    ),
    path(
        "reports/<int:pk>/full/attached/<int:number>/",
        full.FullAttached.as_view(),
        name="full_attached",
    ),
    path(
        "reports/<int:pk>/full/<slug:section>.csv",
        full.FullFile.as_view(),
        {"kind": "csv"},
        name="full_csv",
    ),
    path("reports/<int:pk>.json", page.ReportFile.as_view(), {"kind": "json"}, name="json"),
    path(
        "reports/<int:pk>/<slug:section>.csv",
        page.ReportFile.as_view(),
        {"kind": "csv"},
        name="csv",
    ),
]
