{{/* The container, the same in every mode. Takes a dict: root, restartPolicy (native sidecar). */}}
{{- define "redactor.container" -}}
{{- $root := .root -}}
name: redactor
image: {{ include "redactor.image" $root }}
imagePullPolicy: {{ $root.Values.image.pullPolicy }}
{{- with .restartPolicy }}
restartPolicy: {{ . }}
{{- end }}
args: ["run", "--config", "/etc/redactor/redactor.yaml"]
env:
  - name: REDACTOR_KAFKA__INSTANCE
    valueFrom:
      fieldRef:
        fieldPath: metadata.name
ports:
  - name: redactor
    containerPort: {{ include "redactor.port" $root }}
    protocol: TCP
startupProbe:
  httpGet:
    path: /startupz
    port: redactor
  periodSeconds: 2
  timeoutSeconds: 2
  failureThreshold: {{ div $root.Values.probes.startupSeconds 2 }}
livenessProbe:
  httpGet:
    path: /livez
    port: redactor
  periodSeconds: {{ $root.Values.probes.livenessPeriodSeconds }}
  timeoutSeconds: 5
  failureThreshold: 3
readinessProbe:
  httpGet:
    path: /readyz
    port: redactor
  periodSeconds: {{ $root.Values.probes.readinessPeriodSeconds }}
  timeoutSeconds: 2
  failureThreshold: 3
resources:
  {{- toYaml $root.Values.resources | nindent 2 }}
securityContext:
  {{- include "redactor.containerSecurity" $root | nindent 2 }}
terminationMessagePolicy: File
volumeMounts:
  - name: redactor-config
    mountPath: /etc/redactor
    readOnly: true
  - name: redactor-tmp
    mountPath: /tmp
{{- range $kind, $name := fromJson (include "redactor.secrets" $root) }}
  - name: redactor-{{ $kind }}
    mountPath: /run/secrets/redactor/{{ $kind }}
    readOnly: true
{{- end }}
{{- end -}}

{{- define "redactor.containerSecurity" -}}
allowPrivilegeEscalation: false
capabilities:
  drop: [ALL]
privileged: false
readOnlyRootFilesystem: true
runAsNonRoot: true
runAsUser: 65532
runAsGroup: 65532
seccompProfile:
  type: RuntimeDefault
{{- end -}}

{{/* Secrets that are mounted, by the folder they are mounted at. */}}
{{- define "redactor.secrets" -}}
{{- $secrets := dict -}}
{{- with .Values.secrets.user }}{{ $_ := set $secrets "user" . }}{{ end -}}
{{- with .Values.secrets.ca }}{{ $_ := set $secrets "ca" . }}{{ end -}}
{{- with .Values.secrets.tls }}{{ $_ := set $secrets "tls" . }}{{ end -}}
{{- with .Values.secrets.keys }}{{ $_ := set $secrets "keys" . }}{{ end -}}
{{- with .Values.secrets.keyService }}{{ $_ := set $secrets "key-service" . }}{{ end -}}
{{- with .Values.secrets.floor }}{{ $_ := set $secrets "floor" . }}{{ end -}}
{{- if .Values.certificate.enabled }}{{ $_ := set $secrets "tls" .Values.certificate.secretName }}{{ end -}}
{{- toJson $secrets -}}
{{- end -}}

{{- define "redactor.volumes" -}}
- name: redactor-config
  configMap:
    name: {{ include "redactor.fullname" . }}
    defaultMode: 292
- name: redactor-tmp
  emptyDir:
    medium: Memory
    sizeLimit: {{ .Values.tmpSize }}
{{- range $kind, $name := fromJson (include "redactor.secrets" .) }}
- name: redactor-{{ $kind }}
  secret:
    secretName: {{ $name }}
    defaultMode: 288
{{- end }}
{{- end -}}

{{- define "redactor.podSecurity" -}}
runAsNonRoot: true
runAsUser: 65532
runAsGroup: 65532
fsGroup: 65532
fsGroupChangePolicy: OnRootMismatch
seccompProfile:
  type: RuntimeDefault
{{- end -}}

{{- define "redactor.pod" -}}
metadata:
  labels:
    {{- include "redactor.labels" . | nindent 4 }}
    {{- with .Values.podLabels }}
    {{- toYaml . | nindent 4 }}
    {{- end }}
  annotations:
    kubectl.kubernetes.io/default-container: {{ if include "redactor.isSidecar" . }}{{ (first .Values.application.containers).name }}{{ else }}redactor{{ end }}
    redactor.internal/config-checksum: {{ include "redactor.configChecksum" . }}
    {{- with .Values.podAnnotations }}
    {{- toYaml . | nindent 4 }}
    {{- end }}
spec:
  serviceAccountName: {{ include "redactor.fullname" . }}
  automountServiceAccountToken: false
  enableServiceLinks: false
  hostNetwork: false
  hostPID: false
  hostIPC: false
  shareProcessNamespace: false
  terminationGracePeriodSeconds: {{ .Values.terminationGracePeriodSeconds }}
  securityContext:
    {{- include "redactor.podSecurity" . | nindent 4 }}
  {{- with .Values.image.pullSecrets }}
  imagePullSecrets:
    {{- range . }}
    - name: {{ . }}
    {{- end }}
  {{- end }}
  {{- with .Values.priorityClassName }}
  priorityClassName: {{ . }}
  {{- end }}
  {{- with .Values.nodeSelector }}
  nodeSelector:
    {{- toYaml . | nindent 4 }}
  {{- end }}
  {{- with .Values.tolerations }}
  tolerations:
    {{- toYaml . | nindent 4 }}
  {{- end }}
  {{- if .Values.topologySpread.enabled }}
  topologySpreadConstraints:
    {{- range list "topology.kubernetes.io/zone" "kubernetes.io/hostname" }}
    - maxSkew: 1
      topologyKey: {{ . }}
      whenUnsatisfiable: {{ $.Values.topologySpread.whenUnsatisfiable }}
      labelSelector:
        matchLabels:
          {{- include "redactor.selector" $ | nindent 10 }}
    {{- end }}
  {{- end }}
  {{- if eq .Values.mode "NativeSidecar" }}
  initContainers:
    - {{- include "redactor.container" (dict "root" . "restartPolicy" "Always") | nindent 6 }}
  {{- end }}
  containers:
    {{- if include "redactor.isSidecar" . }}
    {{- toYaml .Values.application.containers | nindent 4 }}
    {{- end }}
    {{- if ne .Values.mode "NativeSidecar" }}
    - {{- include "redactor.container" (dict "root" .) | nindent 6 }}
    {{- end }}
  volumes:
    {{- include "redactor.volumes" . | nindent 4 }}
    {{- with .Values.application.volumes }}
    {{- toYaml . | nindent 4 }}
    {{- end }}
{{- end -}}
