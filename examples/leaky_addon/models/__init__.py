from . import shop_backend
from . import shop_export_line
from . import shop_order
from . import shop_parcel
from . import shop_price
from . import shop_shipment
from . import shop_stock_level
from . import shop_visit
