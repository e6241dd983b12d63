"""Pages of the risk register and the issue log. Each view calls one action.

Views of steps need no address of their own: the log finds them once their module is loaded.
"""

from .bands import SetBands, SetScheme
from .heat_map import HeatMap
from .issues import AddIssue, EditIssue, IssueDetail, IssueList
from .mitigations import MitigationStep
from .register import AddRisk, EditRisk, RiskDetail, RiskList
from .steps import RiskStep

__all__ = [
    "AddIssue",
    "AddRisk",
    "EditIssue",
    "EditRisk",
    "HeatMap",
    "IssueDetail",
    "IssueList",
    "MitigationStep",
    "RiskDetail",
    "RiskList",
    "RiskStep",
    "SetBands",
    "SetScheme",
]
