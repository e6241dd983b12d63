"""While a page is shown, roles are those asked at its door: of who looks, in that programme."""

from programme.authorization import Role, looking, may
from programme.authorization.permissions import CORRECT_ANY, SEE_LOGS
from tests.factories import ProgrammeFactory


def test_roles_are_asked_once_of_who_looks_and_anew_of_everybody_else(
    programme, programme_manager, auditor, outsider, django_assert_num_queries
):
    other = ProgrammeFactory(name="A third one", slug="a-third-one")
    with looking(auditor, programme, frozenset({Role.AUDITOR})):
        with django_assert_num_queries(0):
            assert may(auditor, SEE_LOGS, programme) and not may(auditor, CORRECT_ANY, programme)
        with django_assert_num_queries(3):
            assert may(programme_manager, CORRECT_ANY, programme)
            assert not may(outsider, SEE_LOGS, programme) and not may(auditor, SEE_LOGS, other)
        auditor.is_active = False
        assert not may(auditor, SEE_LOGS, programme)
    with django_assert_num_queries(1):
        assert may(programme_manager, SEE_LOGS, programme)
