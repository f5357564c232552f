"""The language-model director: any OpenAI-compatible endpoint, behind the same protocol as the playbook director."""
