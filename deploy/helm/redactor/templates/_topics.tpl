{{/* The topics of policy and settings: {sources, targets, own, control, quarantine, alerts}. */}}
{{- define "redactor.topics" -}}
{{- $sources := list -}}
{{- $targets := list -}}
{{- range .Values.policy.routes -}}
{{- $sources = append $sources .source -}}
{{- with .target }}{{ $targets = append $targets . }}{{ end -}}
{{- range .views }}{{ $targets = append $targets .target }}{{ end -}}
{{- end -}}
{{- $own := .Values.settings.topics | default dict -}}
{{- $quarantine := dig "quarantine" "redactor.quarantine" $own -}}
{{- $control := dig "control" "redactor.control" $own -}}
{{- $alerts := dig "alerts" "redactor.alerts" $own -}}
{{- dict "sources" ($sources | uniq) "targets" ($targets | uniq) "own" (list $quarantine $control $alerts)
    "quarantine" $quarantine "control" $control "alerts" $alerts | toJson -}}
{{- end -}}

{{/* A topic as an access rule names it: itself, or for a pattern how its topics begin. */}}
{{- define "redactor.resource" -}}
{{- $before := . | replace "{rest}" "*" | splitList "*" | first -}}
{{- if eq $before "" -}}
{{- fail (printf "the topics of %s begin with nothing in common: no access rule can name them" .) -}}
{{- end -}}
name: {{ $before }}, pattern: {{ ternary "literal" "prefix" (eq $before .) }}
{{- end -}}

{{- define "redactor.group" -}}
{{- dig "kafka" "group" "redactor" .Values.settings -}}
{{- end -}}

{{/* Who may do what: a list of {name, rules: [{type, name, pattern, operations}]}. The KafkaUsers
and the kafka-acls commands are both written from it. */}}
{{- define "redactor.grants" -}}
{{- $topics := fromJson (include "redactor.topics" .) -}}
{{- $group := include "redactor.group" . -}}
{{- $access := .Values.access -}}
users:
- name: {{ $access.redactor }}
  rules:
  {{- range $topics.sources }}
  - {type: topic, {{ include "redactor.resource" . }}, operations: [Read, Describe]}
  {{- end }}
  {{- /* Read: a new worker finds there what a coordinator may have forgotten. */}}
  {{- range append $topics.targets $topics.quarantine }}
  - {type: topic, {{ include "redactor.resource" . }}, operations: [Read, Write, Describe]}
  {{- end }}
  - {type: topic, name: {{ $topics.alerts }}, pattern: literal, operations: [Write, Describe]}
  - {type: topic, name: {{ $topics.control }}, pattern: literal, operations: [Read, Describe]}
  - {type: group, name: {{ $group }}, pattern: literal, operations: [Read, Describe]}
  - {type: group, name: {{ $group }}.control., pattern: prefix, operations: [Read, Describe]}
  - {type: transactionalId, name: {{ $group }}., pattern: prefix, operations: [Write, Describe]}
- name: {{ $access.scaler }}
  rules:
  {{- range $topics.sources }}
  - {type: topic, {{ include "redactor.resource" . }}, operations: [Describe]}
  {{- end }}
  - {type: group, name: {{ $group }}, pattern: literal, operations: [Describe]}
{{- range $access.producers }}
- name: {{ . }}
  rules:
  {{- range $topics.sources }}
  - {type: topic, {{ include "redactor.resource" . }}, operations: [Write, Describe]}
  {{- end }}
{{- end }}
{{- range $access.analytics }}
- name: {{ . }}
  rules:
  - {type: topic, name: {{ $access.maskedPrefix }}, pattern: prefix, operations: [Read, Describe]}
  - {type: group, name: {{ . }}., pattern: prefix, operations: [Read, Describe]}
{{- end }}
{{- range $access.officers }}
- name: {{ . }}
  rules:
  - {type: topic, name: {{ $topics.control }}, pattern: literal, operations: [Read, Write, Describe]}
  - {type: topic, name: {{ $topics.quarantine }}, pattern: literal, operations: [Read, Describe]}
  - {type: topic, name: {{ $topics.alerts }}, pattern: literal, operations: [Read, Describe]}
  - {type: group, name: {{ . }}., pattern: prefix, operations: [Read, Describe]}
{{- end }}
{{- end -}}
