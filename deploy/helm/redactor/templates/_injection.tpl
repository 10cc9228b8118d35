{{/* What is put into a pod: read by the webhook's server, the MutatingAdmissionPolicy and the
admission rule alike. */}}
{{- define "redactor.injected" -}}
initContainers:
  - {{- include "redactor.container" (dict "root" . "restartPolicy" "Always") | nindent 4 }}
volumes:
  {{- include "redactor.volumes" . | nindent 2 }}
{{- end -}}

{{- define "redactor.injector" -}}
{{ include "redactor.fullname" . }}-injector
{{- end -}}

{{- define "redactor.injectorSelector" -}}
app.kubernetes.io/name: redactor-injector
app.kubernetes.io/instance: {{ .Release.Name }}
{{- end -}}

{{- define "redactor.injectorLabels" -}}
{{ include "redactor.injectorSelector" . }}
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
app.kubernetes.io/component: injector
app.kubernetes.io/part-of: redactor
app.kubernetes.io/managed-by: {{ .Release.Service }}
helm.sh/chart: {{ printf "%s-%s" .Chart.Name .Chart.Version }}
{{- end -}}

{{/* Pods that asked for the sidecar. */}}
{{- define "redactor.optIn" -}}
matchLabels:
  redactor.internal/inject: enabled
{{- end -}}
