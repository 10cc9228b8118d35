{{- define "redactor.fullname" -}}
{{- default .Release.Name .Values.fullnameOverride | trunc 52 | trimSuffix "-" -}}
{{- end -}}

{{- define "redactor.selector" -}}
app.kubernetes.io/name: redactor
app.kubernetes.io/instance: {{ .Release.Name }}
{{- end -}}

{{- define "redactor.labels" -}}
{{ include "redactor.selector" . }}
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
app.kubernetes.io/component: redactor
app.kubernetes.io/part-of: redactor
app.kubernetes.io/managed-by: {{ .Release.Service }}
helm.sh/chart: {{ printf "%s-%s" .Chart.Name .Chart.Version }}
{{- end -}}

{{- define "redactor.image" -}}
{{- if .Values.image.digest -}}
{{ .Values.image.repository }}@{{ .Values.image.digest }}
{{- else -}}
{{ .Values.image.repository }}:{{ default .Chart.AppVersion .Values.image.tag }}
{{- end -}}
{{- end -}}

{{- define "redactor.namespace" -}}
{{- .Release.Namespace -}}
{{- end -}}

{{/* Port the probes and metrics are served on. */}}
{{- define "redactor.port" -}}
{{- dig "web" "port" 6066 .Values.settings -}}
{{- end -}}

{{- define "redactor.isSidecar" -}}
{{- if has .Values.mode (list "NativeSidecar" "ClassicSidecar") -}}true{{- end -}}
{{- end -}}

{{/* What a pod holds of the redactor's own files. */}}
{{- define "redactor.configChecksum" -}}
{{- printf "%s%s" (toYaml .Values.settings) (toYaml .Values.policy) | sha256sum -}}
{{- end -}}

{{/* Every value the templates rely on and a schema cannot compare. */}}
{{- define "redactor.validate" -}}
{{- if and (include "redactor.isSidecar" .) (not .Values.application.containers) -}}
{{- fail "mode NativeSidecar and ClassicSidecar need application.containers: the pod the sidecar joins" -}}
{{- end -}}
{{- if and .Values.autoscaling.keda.enabled .Values.autoscaling.hpa.enabled -}}
{{- fail "autoscaling.keda and autoscaling.hpa exclude each other: KEDA makes an HPA of its own" -}}
{{- end -}}
{{- if and (include "redactor.isSidecar" .) (or .Values.autoscaling.keda.enabled .Values.autoscaling.hpa.enabled) -}}
{{- fail "autoscaling is for the modes Deployment and StatefulSet: a sidecar scales with its application" -}}
{{- end -}}
{{- if and .Values.certificate.enabled (ne .Values.certificate.secretName (default .Values.certificate.secretName .Values.secrets.tls)) -}}
{{- fail "certificate.secretName and secrets.tls name two secrets" -}}
{{- end -}}
{{- $routes := fromJson (include "redactor.topics" .) -}}
{{- $prefix := .Values.access.maskedPrefix -}}
{{- range concat $routes.sources $routes.own -}}
{{- if and $.Values.access.enabled (or (hasPrefix $prefix .) (and (contains "*" .) (hasPrefix (splitList "*" . | first) $prefix))) -}}
{{- fail (printf "topic %s begins with access.maskedPrefix: analytics could read it" .) -}}
{{- end -}}
{{- end -}}
{{- range $routes.targets -}}
{{- if and $.Values.access.enabled (not (hasPrefix $prefix .)) -}}
{{- fail (printf "masked topic %s does not begin with access.maskedPrefix: analytics could not read it" .) -}}
{{- end -}}
{{- end -}}
{{- end -}}
