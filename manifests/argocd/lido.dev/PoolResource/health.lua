-- The health of a PoolResource, for Argo CD. It goes under resource.customizations.health.lido.dev_PoolResource of the
-- ConfigMap argocd-cm; see docs/gitops.md.
local health = { status = "Progressing", message = "Waiting for the Lido operator" }

if obj.status == nil or obj.status.conditions == nil then
  return health
end
if obj.status.observedGeneration ~= obj.metadata.generation then
  health.message = "Waiting for the Lido operator to see the change"
  return health
end

local conditions = {}
for _, condition in ipairs(obj.status.conditions) do
  if condition.status == "True" then
    conditions[condition.type] = condition
  elseif condition.type == "Ready" then
    health.message = condition.message
  end
end

if conditions.Stalled then
  return { status = "Degraded", message = conditions.Stalled.reason .. ": " .. conditions.Stalled.message }
end
if conditions.Reconciling then
  health.message = conditions.Reconciling.reason .. ": " .. conditions.Reconciling.message
  return health
end
if conditions.Ready then
  local suspended = conditions.Ready.reason == "Suspended"
  return { status = suspended and "Suspended" or "Healthy", message = conditions.Ready.message }
end
return health
