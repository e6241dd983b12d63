"""Addresses of papers, below /programmes/SLUG/."""

from django.urls import path

from .views import (
    attached,
    background,
    comments,
    decisions,
    demanded,
    exempt,
    front_sheets,
    paper,
    parts,
    recommendations,
)

app_name = "papers"
ROW = "papers/recommendations/<int:pk>/"
SHEET, FIELD = "papers/front-sheets/<int:pk>/", "papers/front-sheets/fields/<int:pk>/"
DEMAND = "papers/front-sheets/clearances/<int:pk>/"
ATTACHED = "papers/attached/<int:pk>/"
BACKGROUND = "papers/background/<int:pk>/"
urlpatterns = [
    path("papers/<int:pk>/", paper.PaperPage.as_view(), name="detail"),
    path("papers/<int:pk>/title/", paper.TitlePaper.as_view(), name="title"),
    path("papers/<int:pk>/languages/", paper.Languages.as_view(), name="languages"),
    path("papers/parts/<int:pk>/text/", parts.WriteText.as_view(), name="text"),
    path("papers/parts/<int:pk>/references/", parts.References.as_view(), name="references"),
    path("papers/parts/<int:pk>/unsaved/", parts.KeepUnsaved.as_view(), name="unsaved"),
    path("papers/parts/<int:pk>/front-sheet/", parts.AnswerFrontSheet.as_view(), name="answers"),
    path("papers/parts/<int:pk>/recommended/", parts.Recommended.as_view(), name="recommended"),
    path("papers/parts/<int:pk>/comments/", comments.Comments.as_view(), name="comments"),
    path(
        "papers/comments/<int:pk>/answer/", comments.AnswerComment.as_view(), name="answer_comment"
    ),
    path(
        "papers/comments/<int:pk>/settle/", comments.SettleComment.as_view(), name="settle_comment"
    ),
    path("papers/parts/<int:pk>/share/", paper.SharePart.as_view(), name="share"),
    path(
        "papers/<int:pk>/recommendations/add/",
        recommendations.AddRecommendation.as_view(),
        name="recommend",
    ),
    path(ROW, recommendations.ChangeRecommendation.as_view(), name="recommendation"),
    path(
        f"{ROW}leave-out/",
        recommendations.LeaveOutRecommendation.as_view(),
        name="leave_out_recommendation",
    ),
    path(f"{ROW}move/", recommendations.MoveRecommendation.as_view(), name="move_recommendation"),
    path(
        f"{ROW}put-back/",
        recommendations.PutBackRecommendation.as_view(),
        name="put_back_recommendation",
    ),
    path(SHEET, front_sheets.FrontSheet.as_view(), name="front_sheet"),
    path(f"{SHEET}add/", front_sheets.AddField.as_view(), name="add_field"),
    path(FIELD, front_sheets.ChangeField.as_view(), name="field"),
    path(f"{FIELD}leave-out/", front_sheets.LeaveOutField.as_view(), name="leave_out_field"),
    path(f"{FIELD}move/", front_sheets.MoveField.as_view(), name="move_field"),
    path(f"{FIELD}put-back/", front_sheets.PutBackField.as_view(), name="put_back_field"),
    path(f"{SHEET}clearances/add/", demanded.AddDemand.as_view(), name="add_demand"),
    path(DEMAND, demanded.RenameDemand.as_view(), name="demand"),
    path(f"{DEMAND}leave-out/", demanded.LeaveOutDemand.as_view(), name="leave_out_demand"),
    path(f"{DEMAND}move/", demanded.MoveDemand.as_view(), name="move_demand"),
    path(f"{DEMAND}put-back/", demanded.PutBackDemand.as_view(), name="put_back_demand"),
    path("papers/<int:pk>/decisions/", decisions.Decisions.as_view(), name="decisions"),
    path(f"{ROW}decision/", decisions.Decide.as_view(), name="decide"),
    path(
        "papers/decisions/<int:pk>/",
        decisions.CorrectDecision.as_view(),
        name="correct_decision",
    ),
    path(
        "papers/decisions/<int:pk>/take-back/",
        decisions.TakeBackDecision.as_view(),
        name="take_back_decision",
    ),
    path(
        "papers/decisions/<int:pk>/deferred/",
        decisions.DealWithDeferred.as_view(),
        name="deal_with_deferred",
    ),
    path("papers/decisions/<int:pk>/row/", decisions.MakeRow.as_view(), name="make_row"),
    path("papers/parts/<int:pk>/actions/", parts.SayPositions.as_view(), name="last_actions"),
    path(
        "papers/<int:pk>/background/add/",
        background.AddBackground.as_view(),
        name="add_background",
    ),
    path(f"{BACKGROUND}file/", background.BackgroundFile.as_view(), name="background_file"),
    path(
        f"{BACKGROUND}leave-out/",
        background.LeaveOutBackground.as_view(),
        name="leave_out_background",
    ),
    path("papers/<int:pk>/attached/", attached.AttachedDocuments.as_view(), name="attached"),
    path("papers/<int:pk>/attached/add/", attached.Attach.as_view(), name="attach"),
    path(ATTACHED, attached.RenameAttached.as_view(), name="rename_attached"),
    path(f"{ATTACHED}file/", attached.AttachedFile.as_view(), name="attached_file"),
    path(f"{ATTACHED}replace/", attached.ReplaceAttached.as_view(), name="replace_attached"),
    path(f"{ATTACHED}leave-out/", attached.LeaveOutAttached.as_view(), name="leave_out_attached"),
    path("papers/<int:pk>/exempt/", exempt.ExemptParts.as_view(), name="exempt"),
    path("papers/<int:pk>/exempt/whole/", exempt.KeepBack.as_view(), name="keep_back_whole"),
    path("papers/<int:pk>/exempt/part/<slug:key>/", exempt.KeepBack.as_view(), name="keep_back"),
    path("papers/exempt/<int:pk>/lift/", exempt.Lift.as_view(), name="lift"),
    path("papers/<int:pk>/readers/add/", exempt.LetIn.as_view(), name="let_in"),
    path("papers/readers/<int:pk>/end/", exempt.LetInNoMore.as_view(), name="let_in_no_more"),
    path("papers/<int:pk>/exclusion/", exempt.RecordExclusion.as_view(), name="exclusion"),
    path(f"{ATTACHED}move/", attached.MoveAttached.as_view(), name="move_attached"),
]
