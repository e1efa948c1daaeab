$ till() { for _ in $(seq 250); do eval "$1" >/dev/null 2>&1 && return; sleep 0.2; done; echo "not reached: $1"; return 1; }

$ kubectl create deployment web --image=nginx --replicas=2; kubectl rollout status deploy/web --timeout=30s | tail -1; kubectl create deployment none --image=nginx --replicas=0; kubectl create deployment many --image=nginx --replicas=5
deployment.apps/web created
deployment "web" successfully rolled out
deployment.apps/none created
deployment.apps/many created

$ kubectl autoscale deploy web --min=1 --max=4 --cpu-percent=50; kubectl autoscale deploy none --min=1 --max=4 --cpu=50%; kubectl autoscale deploy many --min=1 --max=3 --name=low --memory=100Mi; kubectl create -f - <<X
> {apiVersion: autoscaling/v2, kind: HorizontalPodAutoscaler, metadata: {name: ghost}, spec: {scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: ghost}, maxReplicas: 3}}
> X
horizontalpodautoscaler.autoscaling/web autoscaled
horizontalpodautoscaler.autoscaling/none autoscaled
horizontalpodautoscaler.autoscaling/low autoscaled
horizontalpodautoscaler.autoscaling/ghost created
! Flag --cpu-percent has been deprecated, Use --cpu with percentage or resource quantity format (e.g., '70%' for utilization or '500m' for milliCPU).

$ cond() { kubectl get hpa $1 -o jsonpath='{range .status.conditions[*]}{.type} {.status} {.reason}: {.message}{"\n"}{end}'; kubectl get hpa $1 -o jsonpath='current={.status.currentReplicas} desired={.status.desiredReplicas} gen={.status.observedGeneration} {.status.currentMetrics}{"\n"}'; }

$ for h in web none low ghost; do till '[ -n "$(kubectl get hpa '$h' -o jsonpath={.status.conditions})" ]'; echo "- $h"; cond $h; done
- web
AbleToScale True SucceededGetScale: the HPA controller was able to get the target's current scale
ScalingActive False FailedGetResourceMetric: the HPA was unable to compute the replica count: failed to get cpu utilization: unable to get metrics for resource cpu: unable to fetch metrics from resource metrics API: the server could not find the requested resource (get pods.metrics.k8s.io)
current=2 desired=0 gen= [{"type":""}]
- none
AbleToScale True SucceededGetScale: the HPA controller was able to get the target's current scale
ScalingActive False ScalingDisabled: scaling is disabled since the replica count of the target is zero
current= desired=0 gen= null
- low
AbleToScale True SucceededRescale: the HPA controller was able to update the target scale to 3
current=5 desired=3 gen= null
- ghost
AbleToScale False FailedGetScale: the HPA controller was unable to get the target's current scale: deployments.apps "ghost" not found
current= desired=0 gen= null

$ kubectl get hpa; kubectl get hpa low -o jsonpath='{.spec}{"\n"}'
NAME  REFERENCE  TARGETS  MINPODS  MAXPODS  REPLICAS  AGE
ghost  Deployment/ghost  cpu: <unknown>/80%  1  3  0  <age>
low  Deployment/many  memory: <unknown>/100Mi  1  3  5  <age>
none  Deployment/none  cpu: <unknown>/50%  1  4  0  <age>
web  Deployment/web  cpu: <unknown>/50%  1  4  2  <age>
{"maxReplicas":3,"metrics":[{"resource":{"name":"memory","target":{"averageValue":"100Mi","type":"AverageValue"}},"type":"Resource"}],"minReplicas":1,"scaleTargetRef":{"apiVersion":"apps/v1","kind":"Deployment","name":"many"}}

## more than the most is brought down without any metric
$ till '[ "$(kubectl get deploy many -o jsonpath={.spec.replicas})" = 3 ]'; kubectl get hpa low -o jsonpath='{.status.lastScaleTime}' | grep -c T
1

$ till '[ -n "$(kubectl get events --field-selector involvedObject.name=web,reason=FailedComputeMetricsReplicas -o name)" ]'; kubectl get events --field-selector involvedObject.kind=HorizontalPodAutoscaler -o custom-columns=N:.involvedObject.name,T:.type,R:.reason,M:.message,S:.source.component --no-headers | sort -u
ghost  Warning  FailedGetScale  deployments.apps "ghost" not found  horizontal-pod-autoscaler
low  Normal  SuccessfulRescale  New size: 3; reason: Current number of replicas above Spec.MaxReplicas  horizontal-pod-autoscaler
web  Warning  FailedComputeMetricsReplicas  invalid metrics (1 invalid out of 1), first error is: failed to get cpu resource metric value: failed to get cpu utilization: unable to get metrics for resource cpu: unable to fetch metrics from resource metrics API: the server could not find the requested resource (get pods.metrics.k8s.io)  horizontal-pod-autoscaler
web  Warning  FailedGetResourceMetric  failed to get cpu utilization: unable to get metrics for resource cpu: unable to fetch metrics from resource metrics API: the server could not find the requested resource (get pods.metrics.k8s.io)  horizontal-pod-autoscaler

$ kubectl describe hpa web | sed -n '/^Name/,/^Events/p' | grep -vE 'CreationTimestamp'
Name:  web
Namespace:  g-control-hpa
Labels:  <none>
Annotations:  <none>
Reference:  Deployment/web
Metrics:  ( current / target )
  resource cpu on pods  (as a percentage of request):  <unknown> / 50%
Min replicas:  1
Max replicas:  4
Deployment pods:  2 current / 0 desired
Conditions:
  Type  Status  Reason  Message
  ----  ------  ------  -------
  AbleToScale  True  SucceededGetScale  the HPA controller was able to get the target's current scale
  ScalingActive  False  FailedGetResourceMetric  the HPA was unable to compute the replica count: failed to get cpu utilization: unable to get metrics for resource cpu: unable to fetch metrics from resource metrics API: the server could not find the requested resource (get pods.metrics.k8s.io)
Events:

$ kubectl create -f - <<X
> apiVersion: autoscaling/v2
> kind: HorizontalPodAutoscaler
> metadata: {name: full}
> spec:
>   scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: web}
>   minReplicas: 2
>   maxReplicas: 10
>   metrics:
>   - {type: Resource, resource: {name: cpu, target: {type: Utilization, averageUtilization: 60}}}
>   - {type: ContainerResource, containerResource: {name: memory, container: nginx, target: {type: AverageValue, averageValue: 100Mi}}}
>   - {type: Pods, pods: {metric: {name: rps, selector: {matchLabels: {verb: GET}}}, target: {type: AverageValue, averageValue: 1k}}}
>   - {type: Object, object: {metric: {name: hits}, describedObject: {apiVersion: networking.k8s.io/v1, kind: Ingress, name: main}, target: {type: Value, value: "10"}}}
>   - {type: External, external: {metric: {name: queue}, target: {type: AverageValue, averageValue: "30"}}}
>   behavior:
>     scaleDown: {stabilizationWindowSeconds: 60, tolerance: "0.2", policies: [{type: Percent, value: 10, periodSeconds: 60}, {type: Pods, value: 1, periodSeconds: 30}], selectPolicy: Min}
>     scaleUp: {policies: [{type: Pods, value: 4, periodSeconds: 15}]}
> X
horizontalpodautoscaler.autoscaling/full created

$ kubectl get hpa full -o jsonpath='{.spec.behavior}{"\n"}'; kubectl get hpa full --no-headers; kubectl get hpa.v1.autoscaling full -o jsonpath='{.spec}{"\n"}'
{"scaleDown":{"policies":[{"periodSeconds":60,"type":"Percent","value":10},{"periodSeconds":30,"type":"Pods","value":1}],"selectPolicy":"Min","stabilizationWindowSeconds":60,"tolerance":"200m"},"scaleUp":{"policies":[{"periodSeconds":15,"type":"Pods","value":4}],"selectPolicy":"Max","stabilizationWindowSeconds":0}}
full  Deployment/web  cpu: <unknown>/60%, memory: <unknown>/100Mi + 3 more...  2  10  0  <age>
{"behavior":{"scaleDown":{"policies":[{"periodSeconds":60,"type":"Percent","value":10},{"periodSeconds":30,"type":"Pods","value":1}],"selectPolicy":"Min","stabilizationWindowSeconds":60,"tolerance":"200m"},"scaleUp":{"policies":[{"periodSeconds":15,"type":"Pods","value":4}],"selectPolicy":"Max","stabilizationWindowSeconds":0}},"maxReplicas":10,"metrics":[{"resource":{"name":"cpu","target":{"averageUtilization":60,"type":"Utilization"}},"type":"Resource"},{"containerResource":{"container":"nginx","name":"memory","target":{"averageValue":"100Mi","type":"AverageValue"}},"type":"ContainerResource"},{"pods":{"metric":{"name":"rps","selector":{"matchLabels":{"verb":"GET"}}},"target":{"averageValue":"1k","type":"AverageValue"}},"type":"Pods"},{"object":{"describedObject":{"apiVersion":"networking.k8s.io/v1","kind":"Ingress","name":"main"},"metric":{"name":"hits"},"target":{"type":"Value","value":"10"}},"type":"Object"},{"external":{"metric":{"name":"queue"},"target":{"averageValue":"30","type":"AverageValue"}},"type":"External"}],"minReplicas":2,"scaleTargetRef":{"apiVersion":"apps/v1","kind":"Deployment","name":"web"}}

$ till '[ -n "$(kubectl get hpa full -o jsonpath={.status.conditions})" ]'; cond full
AbleToScale True SucceededGetScale: the HPA controller was able to get the target's current scale
ScalingActive False AmbiguousSelector: pods by selector app=web are controlled by multiple HPAs: [g-control-hpa/full g-control-hpa/web]
current=2 desired=0 gen= null

$ kubectl describe hpa full | grep -vE 'CreationTimestamp|^  Warning|^  Type|^  ----'
Name:  full
Namespace:  g-control-hpa
Labels:  <none>
Annotations:  <none>
Reference:  Deployment/web
Metrics:  ( current / target )
  resource cpu on pods  (as a percentage of request):  <unknown> / 60%
  resource memory of container "nginx" on pods:  <unknown> / 100Mi
  "rps" on pods:  <unknown> / 1k
  "hits" on Ingress/main (target value):  <unknown> / 10
  "queue" (target average value):  <unknown> / 30
Min replicas:  2
Max replicas:  10
Behavior:
  Scale Up:
    Stabilization Window: 0 seconds
    Select Policy: Max
    Policies:
      - Type: Pods  Value: 4  Period: 15 seconds
  Scale Down:
    Stabilization Window: 60 seconds
    Select Policy: Min
    Policies:
      - Type: Percent  Value: 10  Period: 60 seconds
      - Type: Pods  Value: 1  Period: 30 seconds
Deployment pods:  2 current / 0 desired
Conditions:
  AbleToScale  True  SucceededGetScale  the HPA controller was able to get the target's current scale
  ScalingActive  False  AmbiguousSelector  pods by selector app=web are controlled by multiple HPAs: [g-control-hpa/full g-control-hpa/web]
Events:

$ kubectl create -f - <<X
> {apiVersion: autoscaling/v2, kind: HorizontalPodAutoscaler, metadata: {name: bad}, spec: {scaleTargetRef: {kind: "", name: ""}, minReplicas: 0, maxReplicas: 0, metrics: [{type: Resource}, {type: Pods, pods: {metric: {name: ""}, target: {type: Utilization, averageUtilization: 5}}}, {type: Odd}], behavior: {scaleUp: {stabilizationWindowSeconds: 4000, selectPolicy: Most, policies: []}, scaleDown: {policies: [{type: Pods, value: 0, periodSeconds: 1801}]}}}}
> X
! The HorizontalPodAutoscaler "bad" is invalid:
! * spec.minReplicas: Invalid value: 0: must be greater than or equal to 1
! * spec.maxReplicas: Invalid value: 0: must be greater than 0
! * spec.scaleTargetRef.kind: Required value
! * spec.scaleTargetRef.name: Required value
! * spec.scaleTargetRef.apiVersion: Invalid value: "": apiVersion must specify API group
! * spec.metrics[0].resource: Required value: must populate information for the given metric source
! * spec.metrics[1].pods.metric.name: Required value: must specify a metric name
! * spec.metrics[1].pods.target.averageValue: Required value: must specify a positive target averageValue
! * spec.metrics[2].type: Unsupported value: "Odd": supported values: "ContainerResource", "External", "Object", "Pods", "Resource"
! * spec.metrics: Forbidden: must specify at least one Object or External metric to support scaling to zero replicas
! * spec.behavior.scaleUp.stabilizationWindowSeconds: Invalid value: 4000: must be less than or equal to 3600
! * spec.behavior.scaleUp.selectPolicy: Unsupported value: "Most": supported values: "Disabled", "Max", "Min"
! * spec.behavior.scaleUp.policies: Required value: must specify at least one Policy
! * spec.behavior.scaleDown.policies[0].value: Invalid value: 0: must be greater than zero
! * spec.behavior.scaleDown.policies[0].periodSeconds: Invalid value: 1801: must be less than or equal to 1800
[1]

$ kubectl patch hpa web --type=merge -p '{"spec":{"minReplicas":5}}'; kubectl patch hpa web --type=merge -p '{"spec":{"maxReplicas":2}}'; kubectl delete hpa --all; kubectl delete deploy --all >/dev/null
horizontalpodautoscaler.autoscaling/web patched
horizontalpodautoscaler.autoscaling "full" deleted from g-control-hpa namespace
horizontalpodautoscaler.autoscaling "ghost" deleted from g-control-hpa namespace
horizontalpodautoscaler.autoscaling "low" deleted from g-control-hpa namespace
horizontalpodautoscaler.autoscaling "none" deleted from g-control-hpa namespace
horizontalpodautoscaler.autoscaling "web" deleted from g-control-hpa namespace
! The HorizontalPodAutoscaler "web" is invalid: spec.maxReplicas: Invalid value: 4: must be greater than or equal to `minReplicas`
