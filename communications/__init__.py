"""The communications plan: who is told what, how and when, who is consulted, and what they said."""
